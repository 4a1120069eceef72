import ManagementClient
import Testing

/// The client's types against recorded traffic, in both directions. `make wire` runs it where there are recordings.
@Suite struct RecordingsTests {
    private static let calls: [any RecordedCall] = Managers.all.values.flatMap { resource in
        Mirror(reflecting: resource).children.compactMap { $0.value as? any RecordedCall }
    }

    /// The operation that a request is of; of several, the one whose path says most.
    private static func call(for recording: Recording) -> (any RecordedCall)? {
        let matching = calls.filter {
            RememberedCalls.matches($0.operation, "\(recording.method) \(recording.path)")
        }
        return matching.min { $0.operation.count { $0 == "{" } < $1.operation.count { $0 == "{" } }
    }

    /// What `fields` leaves out, or an API does not tell yet, may be missing.
    @Test func whatFieldsLeaveOutMayBeMissing() throws {
        let partial = Self.calls.compactMap { $0 as? any PartialCall }.filter(\.isPartial)
        #expect(partial.count > 20)
        for call in partial {
            let error = call.errorForNothing
            #expect(error == nil, "\(call.operation)")
        }
    }

    @Test(.enabled(if: Recording.folder != nil)) func everyRecordingCouldHaveBeenOurs() async throws {
        let recordings = try Recording.all()
        #expect(!recordings.isEmpty)
        var unknown = 0
        var complaints: [String: [String]] = [:]
        for recording in recordings where !recording.isStruckOut {
            guard let call = Self.call(for: recording) else {
                unknown += 1
                print("no operation: \(recording.method) \(recording.path)")
                continue
            }
            for complaint in await call.complaints(about: recording) {
                complaints["\(call.operation): \(complaint)", default: []].append(recording.name)
            }
        }
        print("\(recordings.count) exchanges, \(unknown) of unknown operations, \(complaints.count) differences")
        for (complaint, names) in complaints.sorted(by: { $0.key < $1.key }) {
            Issue.record("\(complaint) (\(names.count), as \(names[0]))")
        }
    }
}

/// An endpoint whose answers may be parts.
private protocol PartialCall: RecordedCall {
    /// Whether the query chooses the members that an answer has.
    var isPartial: Bool { get }
    /// Why an answer of which everything was left out cannot be read, if it cannot.
    var errorForNothing: String? { get }
}

extension Endpoint: PartialCall {
    fileprivate var isPartial: Bool { Query.self is any FieldSelecting.Type }
    fileprivate var errorForNothing: String? {
        do {
            let isPage = Answer.self is any PageOfList.Type || Answer.self is any Collection.Type
            let answer: JSON = isPage ? [[:]] : [:]
            _ = try answer.decoded(as: Answer.self)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
