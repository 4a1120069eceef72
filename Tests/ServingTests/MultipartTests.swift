import Testing

@testable import Serving

@Suite("Forms in parts") struct MultipartTests {
    private static let form =
        "before\r\n--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--xyz  \r\n"
        + "content-disposition: form-data; name=users; filename=\"u;.json\"\r\nContent-Type: text/json\r\n\r\n"
        + "[\r\n--xy\r\n]\r\n--xyz--\r\nafter"

    private func read(_ text: String, by size: Int) throws -> (parts: [MultipartReader.Part], isComplete: Bool) {
        var reader = try #require(MultipartReader(contentType: "Multipart/Form-Data; charset=x; boundary=\"xyz\""))
        var parts: [MultipartReader.Part] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            for part in try reader.read(rest.prefix(size)) {
                // How the bytes are cut is no matter.
                if case .bytes(let more) = part, case .bytes(let before)? = parts.last {
                    parts[parts.count - 1] = .bytes(before + more)
                } else {
                    parts.append(part)
                }
            }
            rest = rest.dropFirst(size)
        }
        return (parts, reader.isComplete)
    }

    @Test(arguments: [1, 2, 3, 7, 10_000]) func areReadHoweverTheyComeIn(_ size: Int) throws {
        let (parts, isComplete) = try read(Self.form, by: size)
        #expect(isComplete)
        #expect(
            parts == [
                .begin(name: "a", isFile: false), .bytes(Array("one".utf8)), .end,
                .begin(name: "users", isFile: true), .bytes(Array("[\r\n--xy\r\n]".utf8)), .end,
            ])
    }

    @Test func anEmptyPartHasNoBytes() throws {
        let (parts, _) = try read("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--xyz--", by: 100)
        #expect(parts == [.begin(name: "a", isFile: false), .end])
    }

    @Test func whatEndsEarlyIsNotComplete() throws {
        for length in stride(from: 0, to: Self.form.utf8.count - 9, by: 5) {
            #expect(try !read(String(decoding: Self.form.utf8.prefix(length), as: UTF8.self), by: 100).isComplete)
        }
    }

    @Test(arguments: [
        "--xyzw\r\n", "--xyz\r\nContent-Type: text/plain\r\n\r\na", "--xyz\r\n" + String(repeating: "x", count: 9000),
    ])
    func otherBytesAreRefused(_ text: String) throws {
        #expect(throws: MultipartReader.Malformed.self) { _ = try read(text, by: 100) }
    }

    @Test(arguments: [nil, "", "application/json", "multipart/form-data", "multipart/form-data; boundary="])
    func otherTypesAreNoForms(_ type: String?) {
        #expect(MultipartReader(contentType: type) == nil)
    }
}
