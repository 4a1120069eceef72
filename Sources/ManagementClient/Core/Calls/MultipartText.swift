import Contract

/// The encoding of a form with a file (RFC 7578).
struct MultipartText {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private let file: TransportPieces?
    let contentType: String

    /// - Parameter file: The pieces of the file; `nil` for the form's own text.
    init<Form: MultipartForm>(_ form: Form, file: TransportPieces? = nil) throws {
        // With 128 random bits, no file contains the boundary.
        let boundary = "gatehouse-\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))"
        contentType = "multipart/form-data; boundary=\(boundary)"
        self.file = file
        let members: JSONObject = try JSON(encoding: form).object ?? [:]
        // If the length of the file is unknown, its end is recognized by what follows, so it comes last.
        let fields = members.filter { $0.key != Form.fileMember || file == nil }
        for (name, value) in fields {
            let isFile = name == Form.fileMember
            head += Self.opening(name, boundary, fileName: isFile ? Form.fileName : nil)
            head += (value.string ?? value.text).utf8
            head += "\r\n".utf8
        }
        if file != nil {
            head += Self.opening(Form.fileMember, boundary, fileName: Form.fileName)
            tail += "\r\n".utf8
        }
        tail += "--\(boundary)--\r\n".utf8
    }

    var body: TransportBody {
        if let file { return .pieces(file.between(head, and: tail)) }
        return .bytes(head + tail)
    }

    private static func opening(_ name: String, _ boundary: String, fileName: String?) -> [UInt8] {
        var text = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\""
        if let fileName { text += "; filename=\"\(fileName)\"\r\nContent-Type: application/octet-stream" }
        return Array((text + "\r\n\r\n").utf8)
    }
}
