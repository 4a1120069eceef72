import Contract
import Foundation
import ManagementClientCore
internal import NIOPosix

/// Users to import, streamed in pieces with constant memory.
///
/// ```swift
/// let file = try UsersFile(at: URL(filePath: "users.json"))
/// let job = try await client.jobs.importUsers(file, into: connection)
/// ```
public struct UsersFile: Sendable {
    let pieces: TransportPieces

    /// Opens a file with a JSON array of users in Auth0's bulk import schema. It is read while it is sent.
    /// - Throws: `ManagementError` of kind `request` if the file does not exist.
    public init(at url: URL) throws(ManagementError) {
        let length: Int?
        do {
            length = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize
        } catch {
            throw ManagementError(.request, "\(url.lastPathComponent) cannot be read")
        }
        pieces = TransportPieces(length: length) {
            let file = OpenFile(url)
            // Reading a file blocks, so it must not run on a thread of the concurrency pool.
            return TransportPieces.Pieces { try await NIOThreadPool.singleton.runIfActive { try file.read() } }
        }
    }

    /// Creates a file from pieces of a JSON array of users in Auth0's bulk import schema.
    public init(_ pieces: TransportPieces) { self.pieces = pieces }

    /// Creates a file from a sequence of users, each of which is encoded on demand.
    /// - Parameter users: A closure that returns a new sequence for each attempt, starting with the first user.
    public init<Users: AsyncSequence & SendableMetatype>(users: @escaping @Sendable () -> Users)
    where Users.Element: Encodable {
        pieces = TransportPieces {
            let array = WrittenArray(users())
            return TransportPieces.Pieces { try await array.next() }
        }
    }
}

/// A file that is read in pieces and closed at its end.
private final class OpenFile: @unchecked Sendable {
    private static let pieceSize = 64 << 10
    private let url: URL
    // One piece is requested at a time, so there is no concurrent access.
    private var handle: FileHandle?

    init(_ url: URL) { self.url = url }

    deinit { try? handle?.close() }

    func read() throws -> [UInt8]? {
        do {
            let handle = try handle ?? FileHandle(forReadingFrom: url)
            self.handle = handle
            return try handle.read(upToCount: Self.pieceSize).flatMap { $0.isEmpty ? nil : Array($0) }
        } catch {
            throw TransportError(.other, "\(url.lastPathComponent) cannot be read")
        }
    }
}

/// Encodes a sequence as a JSON array, several elements at a time.
private actor WrittenArray<Elements: AsyncSequence> where Elements.Element: Encodable {
    private static var pieceSize: Int { 64 << 10 }
    private var iterator: Elements.AsyncIterator
    private var hasBegun = false
    private var hasEnded = false

    init(_ elements: Elements) { iterator = elements.makeAsyncIterator() }

    func next() async throws -> [UInt8]? {
        if hasEnded { return nil }
        var piece: [UInt8] = []
        if !hasBegun { piece.append(UInt8(ascii: "[")) }
        while piece.count < Self.pieceSize {
            guard let element = try await following() else {
                hasEnded = true
                piece.append(UInt8(ascii: "]"))
                break
            }
            if hasBegun { piece.append(UInt8(ascii: ",")) }
            hasBegun = true
            piece += try JSON(encoding: element).bytes
        }
        return piece
    }

    private func following() async throws -> Elements.Element? {
        // Pieces are requested one at a time, so the iterator is never used concurrently.
        nonisolated(unsafe) var own = iterator
        defer { iterator = own }
        return try await own.next(isolation: self)
    }
}
