/// A body that is sent as `multipart/form-data` (RFC 7578), since one of its members is a file.
public protocol MultipartForm: Codable, Sendable {
    /// The member that is the file, whose value is its text.
    static var fileMember: String { get }
    /// What the file is called on the way.
    static var fileName: String { get }
}
