/// What a request sends.
public enum TransportBody: Sendable {
    /// All of it.
    case bytes([UInt8])
    /// Pieces that are sent one after the other, so that all of them need not be in memory.
    case pieces(TransportPieces)

    /// All of it, in memory: for transports that do not send piece by piece.
    /// - Throws: what the pieces throw.
    public func collected() async throws -> [UInt8] {
        switch self {
        case .bytes(let bytes): return bytes
        case .pieces(let pieces):
            var bytes: [UInt8] = []
            for try await piece in pieces.open() { bytes += piece }
            return bytes
        }
    }
}

/// The pieces of a body, read as they are sent.
public struct TransportPieces: Sendable {
    /// A sequence of pieces, each asked for when the one before has been sent.
    public typealias Pieces = AsyncThrowingStream<[UInt8], any Error>

    /// How many bytes there are in all, where that is known; otherwise they are sent with chunked encoding.
    public let length: Int?
    /// Begins anew: each attempt at sending asks for the pieces from the first one on.
    public let open: @Sendable () -> Pieces

    /// Makes pieces.
    /// - Parameters:
    ///   - length: How many bytes there are in all, where that is known.
    ///   - open: Begins anew with the first piece.
    public init(length: Int? = nil, open: @escaping @Sendable () -> Pieces) {
        self.length = length
        self.open = open
    }

    /// The same, between other bytes.
    func between(_ head: [UInt8], and tail: [UInt8]) -> TransportPieces {
        TransportPieces(length: length.map { head.count + $0 + tail.count }) { [open] in
            let sequence = Interposed(head: head, pieces: open(), tail: tail)
            return Pieces { try await sequence.next() }
        }
    }

    /// Where one is among a head, pieces and a tail. A stream asks for one element at a time.
    private actor Interposed {
        private var head: [UInt8]?
        private var tail: [UInt8]?
        private let pieces: Pieces

        init(head: [UInt8], pieces: Pieces, tail: [UInt8]) {
            self.head = head
            self.pieces = pieces
            self.tail = tail
        }

        func next() async throws -> [UInt8]? {
            if let head = head.take() { return head }
            // What has been read of a stream is gone from it: iterating again goes on.
            for try await piece in pieces { return piece }
            return tail.take()
        }
    }
}
