import Foundation
import Glibc

/// A streaming parser of `multipart/form-data` (RFC 7578), which buffers only the end of its input.
package struct MultipartReader {
    package enum Part: Hashable {
        /// The beginning of a part.
        case begin(name: String, isFile: Bool)
        /// More content of the part.
        case bytes([UInt8])
        case end
    }

    /// The body does not match its `Content-Type`.
    package struct Malformed: Error, Hashable {}

    private enum Place {
        /// At a boundary, before it is known what follows.
        case boundary
        case headers
        case content
        case done
    }

    private static let longestHeaders = 8 * 1024
    private let delimiter: [UInt8]
    private var place = Place.content
    private var isPreamble = true
    /// The input that has not been returned yet. No line precedes the first boundary, so a line break is inserted.
    private var pending: [UInt8] = Array("\r\n".utf8)

    /// - Parameter contentType: the value of the header.
    /// - Returns: `nil` if it is not a multipart form.
    package init?(contentType: String?) {
        let halves = (contentType ?? "").split(separator: ";", maxSplits: 1).map(String.init)
        guard halves.count == 2, halves[0].lowercased() == "multipart/form-data",
            let boundary = Self.parameter("boundary", in: halves[1]), !boundary.isEmpty, boundary.utf8.count <= 70
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Whether the last boundary was read.
    package var isComplete: Bool { place == .done }

    /// Parses more input and returns the parts that are complete.
    package mutating func read(_ bytes: some Sequence<UInt8>) throws -> [Part] {
        pending += bytes
        var parts: [Part] = []
        while try advance(&parts) {}
        return parts
    }

    /// - Returns: whether more of the pending input may be parsed.
    private mutating func advance(_ parts: inout [Part]) throws -> Bool {
        switch place {
        case .done:
            pending = []
            return false
        case .content: return readContent(&parts)
        case .boundary: return try readBoundary()
        case .headers: return try readHeaders(&parts)
        }
    }

    private mutating func readContent(_ parts: inout [Part]) -> Bool {
        guard let end = Self.find(delimiter, in: pending) else {
            // The end of the input may be the beginning of a boundary.
            let told = pending.count - delimiter.count
            if told > 0 {
                if !isPreamble { parts.append(.bytes(Array(pending[..<told]))) }
                pending.removeFirst(told)
            }
            return false
        }
        if !isPreamble {
            if end > 0 { parts.append(.bytes(Array(pending[..<end]))) }
            parts.append(.end)
        }
        isPreamble = false
        pending.removeFirst(end + delimiter.count)
        place = .boundary
        return true
    }

    private mutating func readBoundary() throws -> Bool {
        guard pending.count >= 2 else { return false }
        switch (pending[0], pending[1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): place = .done
        case (13, 10):
            // The line break stays, so that the headers of a part without headers end like those of others.
            place = .headers
        case (UInt8(ascii: " "), _), (UInt8(ascii: "\t"), _): pending.removeFirst()
        default: throw Malformed()
        }
        return true
    }

    private mutating func readHeaders(_ parts: inout [Part]) throws -> Bool {
        guard let end = Self.find(Array("\r\n\r\n".utf8), in: pending) else {
            if pending.count > Self.longestHeaders { throw Malformed() }
            return false
        }
        let headers = String(decoding: pending[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        pending.removeFirst(end + 4)
        let marker = "content-disposition:"
        guard let line = headers.first(where: { $0.lowercased().hasPrefix(marker) }),
            let name = Self.parameter("name", in: String(line.dropFirst(marker.count)))
        else { throw Malformed() }
        let isFile = Self.parameter("filename", in: line) != nil
        parts.append(.begin(name: name, isFile: isFile))
        place = .content
        return true
    }

    /// Returns a parameter of a header, with or without quotation marks.
    private static func parameter(_ name: String, in header: String) -> String? {
        for part in header.split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard halves.count == 2, halves[0].lowercased() == name else { continue }
            let isQuoted = halves[1].count >= 2 && halves[1].hasPrefix("\"") && halves[1].hasSuffix("\"")
            return isQuoted ? String(halves[1].dropFirst().dropLast()) : halves[1]
        }
        return nil
    }

    /// Searches for the first byte of a line break with `memchr`, because files have few or none of them.
    private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var place = 0
            while bytes.count - place >= needle.count {
                let room = bytes.count - place - needle.count + 1
                guard let found = memchr(start + place, Int32(needle[0]), room) else { return nil }
                let candidate = UnsafeRawPointer(found)
                if memcmp(candidate, needle, needle.count) == 0 { return candidate - start }
                place = candidate - start + 1
            }
            return nil
        }
    }
}
