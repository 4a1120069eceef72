import Contract
import Storage

/// What many things are found by, put in order before they are written.
public struct SearchBatch: Sendable {
    /// The places of things in the batch, by value, in ascending order.
    private typealias Places = [(value: String, places: [Int])]

    private let fields: [(field: String, values: Places)]

    /// - Parameter documents: of the things, in their order.
    public init(_ documents: some Sequence<JSON>, _ fields: SearchFields) {
        var found: [String: [String: [Int]]] = [:]
        for (place, document) in documents.enumerated() {
            fields.forEachValue(of: document) { field, value in
                // A value that the document has twice comes twice.
                if found[field]?[value]?.last != place { found[field, default: [:]][value, default: []].append(place) }
            }
        }
        self.fields = found.keys.sorted().map { field in
            let places = found[field] ?? [:]
            return (field, places.keys.sorted().map { ($0, places[$0] ?? []) })
        }
    }

    fileprivate var names: Set<String> { Set(fields.map(\.field)) }

    /// The rows of the index, in its order.
    /// - Parameters:
    ///   - numbers: of the things, in ascending order.
    ///   - numbering: the fields' numbers.
    fileprivate func rows(_ numbers: [Int], _ numbering: [String: Int]) -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        let numbered = fields.map { (number: numbering[$0.field] ?? 0, values: $0.values) }
        for (field, values) in numbered.sorted(by: { $0.number < $1.number }) {
            for (value, places) in values { rows.append(SearchIndex.row(field, value, places.map { numbers[$0] })) }
        }
        return rows
    }
}

extension SearchIndex {
    /// Adds things to the index.
    /// - Parameter numbers: of the things, in ascending order.
    public func insert(_ batch: SearchBatch, _ numbers: [Int], in transaction: Transaction) throws {
        let numbering = try numbering(batch.names, in: transaction)
        try transaction.insertAll(into: fields.index, Self.columns, batch.rows(numbers, numbering))
    }
}
