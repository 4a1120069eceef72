import Contract
import Storage

/// The search entries of many objects, sorted for writing.
public struct SearchBatch: Sendable {
    /// The positions of objects in the batch in ascending order, by value.
    private typealias Places = [(value: String, places: [Int])]

    private let fields: [(field: String, values: Places)]

    /// - Parameter documents: the documents of the objects, in their order.
    public init(_ documents: some Sequence<JSON>, _ fields: SearchFields) {
        var builder = Builder(fields)
        for document in documents { builder.add(document) }
        self = builder.batch
    }

    private init(_ reader: DocumentReader) {
        fields = reader.fields.sorted { $0.name < $1.name }.map { field in
            (field.name, field.places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    fileprivate var names: Set<String> { Set(fields.map(\.field)) }

    /// Returns the rows of the index in its order.
    /// - Parameters:
    ///   - numbers: the numbers of the objects, in ascending order.
    ///   - numbering: the numbers of the fields.
    fileprivate func rows(_ numbers: [Int], _ numbering: [String: Int]) -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        let numbered = fields.map { (number: numbering[$0.field] ?? 0, values: $0.values) }
        for (field, values) in numbered.sorted(by: { $0.number < $1.number }) {
            for (value, places) in values { rows.append(SearchIndex.row(field, value, places.map { numbers[$0] })) }
        }
        return rows
    }
}

extension SearchBatch {
    /// Extracts the search entries of objects one by one.
    public struct Builder {
        private let reader: DocumentReader
        private var count = 0

        public init(_ fields: SearchFields) { reader = DocumentReader(fields) }

        /// - Parameter document: the document of the next object.
        public mutating func add(_ document: JSON) {
            reader.read(document) { $0.places[$1, default: []].note(count) }
            count += 1
        }

        /// The batch of all added objects.
        public var batch: SearchBatch { SearchBatch(reader) }
    }
}

extension SearchIndex {
    /// Adds objects to the index.
    /// - Parameter numbers: the numbers of the objects, in ascending order.
    public func insert(_ batch: SearchBatch, _ numbers: [Int], in transaction: Transaction) throws {
        let numbering = try numbering(batch.names, in: transaction)
        try transaction.insertAll(into: fields.index, Self.columns, batch.rows(numbers, numbering))
    }
}

extension [Int] {
    /// Appends a position, unless it is already the last one because a document has a value twice.
    fileprivate mutating func note(_ place: Int) { if last != place { append(place) } }
}
