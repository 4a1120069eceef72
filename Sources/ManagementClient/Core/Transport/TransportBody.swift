/// The body of a request.
public enum TransportBody: Sendable {
    /// A complete body.
    case bytes([UInt8])
    /// A body that is sent in pieces, so that it need not fit into memory.
    case pieces(TransportPieces)

    /// Returns the complete body, for transports that do not support streaming.
    /// - Throws: Any error of the pieces.
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

/// The pieces of a body, read while they are sent.
public struct TransportPieces: Sendable {
    /// A sequence of pieces, each requested after the previous one has been sent.
    public typealias Pieces = AsyncThrowingStream<[UInt8], any Error>

    /// The total number of bytes, if known; otherwise chunked transfer encoding is used.
    public let length: Int?
    /// Returns a new sequence: each attempt reads the pieces from the beginning.
    public let open: @Sendable () -> Pieces

    /// Creates pieces.
    /// - Parameters:
    ///   - length: The total number of bytes, if known.
    ///   - open: A closure that returns a new sequence, starting with the first piece.
    public init(length: Int? = nil, open: @escaping @Sendable () -> Pieces) {
        self.length = length
        self.open = open
    }

    /// Returns the pieces between other bytes.
    func between(_ head: [UInt8], and tail: [UInt8]) -> TransportPieces {
        TransportPieces(length: length.map { head.count + $0 + tail.count }) { [open] in
            let sequence = Interposed(head: head, pieces: open(), tail: tail)
            return Pieces { try await sequence.next() }
        }
    }

    /// The position within head, pieces and tail. A stream requests one element at a time.
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
            // A stream is consumed by reading: a new iteration continues after the last piece.
            for try await piece in pieces { return piece }
            return tail.take()
        }
    }
}
