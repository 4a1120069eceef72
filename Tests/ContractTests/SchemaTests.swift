import Contract
import Testing

@Suite struct SchemaTests {
    struct Part: Codable, Sendable, Constrained {
        var email: String
        var tags: [String]?
        static var constraints: Constraints {
            ["email": .string(format: .email), "tags": .array(of: .string, 1...2, unique: true)]
        }
    }

    struct Whole: Patchable, Constrained {
        var id: String
        var name: String?
        var count: Int
        var ratio: Double?
        var isGood: Bool?
        var part: Part?
        var parts: [Part]?
        var free: JSONObject?
        var kind: String?
        var either: JSON?
        var moment: Timestamp?

        static let fixedMembers: Set<String> = ["id"]
        static var constraints: Constraints {
            [
                "name": .string(2...4, pattern: "^[a-z]+$").nullable.described("What it is called"),
                "count": .integer(0...100), "kind": .one(of: "a", "b"),
                "ratio": .number(0...1.5), "either": .anyOf(.string, .array(of: .string)),
            ]
        }
    }

    @Test func theFirstViolationIsWorded() throws {
        let rows: [(JSON, String?)] = [
            (["id": "x", "count": 1], nil),
            (["id": "x", "count": 1.0], nil),
            (["id": "x", "count": 1, "name": .null, "ratio": 1, "free": ["any": [.null]], "either": ["a"]], nil),
            (["id": "x", "count": 1, "moment": "2026-01-31T12:00:00Z"], nil),
            (.null, "Expected type object but found type null at "),
            ([], "Expected type object but found type array at "),
            ([:], "Missing required property: id at "),
            (["id": "x", "count": 1, "foo": 1, "bar": 2], "Additional properties not allowed: foo,bar at "),
            (["id": 1, "count": 1], "Expected type string but found type integer at id"),
            (["id": "x", "count": "1"], "Expected type integer but found type string at count"),
            (["id": "x", "count": 1.5], "Expected type integer but found type number at count"),
            (["id": "x", "count": true], "Expected type integer but found type boolean at count"),
            (["id": "x", "count": 101], "Value 101 is greater than maximum 100 at count"),
            (["id": "x", "count": -1], "Value -1 is less than minimum 0 at count"),
            (["id": "x", "count": 1, "name": "a"], "String is too short (1 chars), minimum 2 at name"),
            (["id": "x", "count": 1, "name": "abcde"], "String is too long (5 chars), maximum 4 at name"),
            (["id": "x", "count": 1, "name": "AB"], "String does not match pattern ^[a-z]+$: AB at name"),
            (["id": "x", "count": 1, "kind": "c"], "No enum match for: c at kind"),
            (["id": "x", "count": 1, "ratio": "1"], "Expected type number but found type string at ratio"),
            (["id": "x", "count": 1, "ratio": 2], "Value 2 is greater than maximum 1.5 at ratio"),
            (["id": "x", "count": 1, "ratio": -0.5], "Value -0.5 is less than minimum 0 at ratio"),
            (["id": "x", "count": 1, "isGood": 1], "Expected type boolean but found type integer at isGood"),
            (["id": "x", "count": 1, "isGood": .null], "Expected type boolean but found type null at isGood"),
            (["id": "x", "count": 1, "part": [:]], "Missing required property: email at part"),
            (
                ["id": "x", "count": 1, "part": ["email": "nope"]],
                "Object didn't pass validation for format email: nope at part.email"
            ),
            (
                ["id": "x", "count": 1, "part": ["email": "a@b.cd", "tags": []]],
                "Array is too short (0), minimum 1 at part.tags"
            ),
            (
                ["id": "x", "count": 1, "part": ["email": "a@b.cd", "tags": ["1", "2", "3"]]],
                "Array is too long (3), maximum 2 at part.tags"
            ),
            (
                ["id": "x", "count": 1, "part": ["email": "a@b.cd", "tags": ["1", "1"]]],
                "Array items are not unique (indexes 0 and 1) at part.tags"
            ),
            (
                ["id": "x", "count": 1, "parts": [["email": "a@b.cd"], ["email": 1]]],
                "Expected type string but found type integer at parts[1].email"
            ),
            (["id": "x", "count": 1, "either": 1], "Data does not match any schemas from 'anyOf' at either"),
            (["id": "x", "count": 1, "free": []], "Expected type object but found type array at free"),
            (
                ["id": "x", "count": 1, "moment": "yesterday"],
                "Object didn't pass validation for format date-time: yesterday at moment"
            ),
        ]
        let schema = Schema.of(Whole.self)
        for (value, expected) in rows { #expect(violation(value, schema) == expected) }
    }

    @Test func membersAreCounted() {
        let schema: Schema = .object([:], others: .allowed(.any), 1...2)
        #expect(violation([:], schema) == "Too few properties defined (0), minimum 1 at ")
        let three: JSON = ["a": 1, "b": 1, "c": 1]
        #expect(violation(three, schema) == "Too many properties defined (3), maximum 2 at ")
    }

    @Test func summariesAreTold() {
        do {
            try Schema.of(Whole.self).check(["id": "x", "count": 1, "name": ""])
            Issue.record("nothing was refused")
        } catch {
            #expect(error.summary == "What it is called")
        }
    }

    @Test func changesAreAPartOfTheFields() throws {
        let schema = Schema.of(Patch<Whole>.self)
        #expect(violation(["count": 1], schema) == nil)
        #expect(violation(["id": "y"], schema) == "Additional properties not allowed: id at ")
        let changes = Patch<Whole> {
            $0.name = nil as String?
            $0.count = 7
            $0.moment = Timestamp(milliseconds: 0)
        }
        let sent: JSON = ["name": .null, "count": 7, "moment": "1970-01-01T00:00:00.000Z"]
        #expect(changes.members == sent.object)
        #expect(changes.count == 7)
        #expect(changes.name == nil)
        let back: Patch<Whole> = try JSON(encoding: changes).decoded()
        #expect(back.members == changes.members)
    }

    private func violation(_ value: JSON, _ schema: Schema) -> String? {
        do {
            try schema.check(value)
            return nil
        } catch {
            return "\(error.message) at \(error.path)"
        }
    }
}
