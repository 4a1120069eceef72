import CZlib

/// Bytes in gzip's form (RFC 1952).
public enum Gzip {
    /// Why bytes cannot be compressed.
    public struct Failure: Error {
        let code: Int32
    }

    /// Compresses bytes into one member of a gzip file. Members that follow one another are a file, too.
    public static func member(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        // 16 more than the largest window asks for gzip's header and trailer.
        var code = deflateInit2_(
            &stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw Failure(code: code) }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let written = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                code = deflate(&stream, Z_FINISH)
                return output.count - Int(stream.avail_out)
            }
        }
        guard code == Z_STREAM_END else { throw Failure(code: code) }
        return Array(output.prefix(written))
    }

    /// What was compressed, of all members of a file.
    public static func expand(_ file: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        var code = inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw Failure(code: code) }
        defer { inflateEnd(&stream) }
        var input = file
        var expanded: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        try input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            repeat {
                let count = buffer.withUnsafeMutableBufferPointer { buffer in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    code = inflate(&stream, Z_NO_FLUSH)
                    return buffer.count - Int(stream.avail_out)
                }
                guard code == Z_OK || code == Z_STREAM_END else { throw Failure(code: code) }
                expanded += buffer[..<count]
                if code == Z_STREAM_END, stream.avail_in > 0 { inflateReset(&stream) }
            } while stream.avail_in > 0
        }
        guard code == Z_STREAM_END else { throw Failure(code: code) }
        return expanded
    }
}
