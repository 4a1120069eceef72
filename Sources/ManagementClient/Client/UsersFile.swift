import Contract
import Foundation
import ManagementClientCore
internal import NIOPosix

/// Users to import, in a form that is sent piece by piece: however many there are, few are in memory.
///
/// ```swift
/// let file = try UsersFile(at: URL(filePath: "users.json"))
/// let job = try await client.jobs.importUsers(file, into: connection)
/// ```
public struct UsersFile: Sendable {
    let pieces: TransportPieces

    /// A file with a JSON array of users, in Auth0's bulk import schema. It is read as it is sent.
    /// - Throws: `ManagementError` of kind `request` where there is no such file.
    public init(at url: URL) throws(ManagementError) {
        let length: Int?
        do {
            length = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize
        } catch {
            throw ManagementError(.request, "\(url.lastPathComponent) cannot be read")
        }
        pieces = TransportPieces(length: length) {
            let file = OpenFile(url)
            // Reading a file blocks, which no thread that runs tasks may do.
            return TransportPieces.Pieces { try await NIOThreadPool.singleton.runIfActive { try file.read() } }
        }
    }

    /// Pieces of a JSON array of users, in Auth0's bulk import schema.
    public init(_ pieces: TransportPieces) { self.pieces = pieces }

    /// Users, each written as JSON when its turn comes.
    /// - Parameter users: Called for each attempt at sending; its sequence begins with the first user.
    public init<Users: AsyncSequence & SendableMetatype>(users: @escaping @Sendable () -> Users)
    where Users.Element: Encodable {
        pieces = TransportPieces {
            let array = WrittenArray(users())
            return TransportPieces.Pieces { try await array.next() }
        }
    }
}

/// A file that is read piece by piece, and closed at its end.
private final class OpenFile: @unchecked Sendable {
    private static let pieceSize = 64 << 10
    private let url: URL
    // One piece is asked for at a time, so nobody reads at the same time.
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

/// Writes a sequence as a JSON array, some elements at a time.
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
        // The iterator is nobody else's while it is asked: pieces are asked for one at a time.
        nonisolated(unsafe) var own = iterator
        defer { iterator = own }
        return try await own.next(isolation: self)
    }
}
