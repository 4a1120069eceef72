/// A body that is sent as `multipart/form-data` (RFC 7578) because one of its members is a file.
public protocol MultipartForm: Codable, Sendable {
    /// The name of the member that is the file; its value is the text of the file.
    static var fileMember: String { get }
    /// The file name in the form.
    static var fileName: String { get }
}
