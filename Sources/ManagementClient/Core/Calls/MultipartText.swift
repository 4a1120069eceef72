import Contract

/// A form with a file, as it goes over the wire (RFC 7578).
struct MultipartText {
    private(set) var bytes: [UInt8] = []
    let contentType: String

    init(_ form: some MultipartForm) throws {
        // With 122 random bits, nothing in the file is taken for the boundary.
        let boundary = "gatehouse-\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))"
        contentType = "multipart/form-data; boundary=\(boundary)"
        for (name, value) in try JSON(encoding: form).object ?? [:] {
            let isFile = name == type(of: form).fileMember
            let fileName = isFile ? "; filename=\"\(type(of: form).fileName)\"" : ""
            bytes += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\(fileName)\r\n".utf8
            if isFile { bytes += "Content-Type: application/octet-stream\r\n".utf8 }
            bytes += "\r\n".utf8
            bytes += (value.string ?? value.text).utf8
            bytes += "\r\n".utf8
        }
        bytes += "--\(boundary)--\r\n".utf8
    }
}
