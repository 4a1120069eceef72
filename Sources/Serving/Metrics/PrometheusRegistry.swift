import CoreMetrics
import Synchronization

/// A swift-metrics backend that exports the Prometheus text format.
///
/// Durations, which swift-metrics reports in nanoseconds, are histograms in seconds.
public final class PrometheusRegistry: MetricsFactory {
    private struct Key: Hashable {
        let label: String
        let dimensions: String
    }

    private let counts = Mutex<[Key: Count]>([:])
    private let gauges = Mutex<[Key: Gauge]>([:])
    private let histograms = Mutex<[Key: Histogram]>([:])

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Self.kept(in: counts, label, dimensions) { Count() }
    }
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? Self.kept(in: histograms, label, dimensions) { Histogram() }
            : Self.kept(in: gauges, label, dimensions) { Gauge() }
    }
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Self.kept(in: histograms, label, dimensions) { Histogram() }
    }
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        Self.kept(in: gauges, label, dimensions) { Gauge() }
    }
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}

    private static func kept<Value: Sendable>(
        in values: borrowing Mutex<[Key: Value]>, _ label: String, _ dimensions: [(String, String)], _ make: () -> Value
    ) -> Value {
        let pairs: [String] = dimensions.map { "\(name($0.0))=\"\(escaped($0.1))\"" }
        let key = Key(label: name(label), dimensions: pairs.joined(separator: ","))
        return values.withLock { values in
            if let value = values[key] { return value }
            let value = make()
            values[key] = value
            return value
        }
    }

    private static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// All metrics in the Prometheus text exposition format.
    public var text: String {
        Self.section(counts.withLock { $0 }, type: "counter") { key, count in
            ["\(key.label)\(Self.braces(key.dimensions)) \(count.value)"]
        }
            + Self.section(gauges.withLock { $0 }, type: "gauge") { key, gauge in
                ["\(key.label)\(Self.braces(key.dimensions)) \(gauge.value)"]
            }
            + Self.section(histograms.withLock { $0 }, type: "histogram") { key, histogram in
                histogram.lines(key.label, key.dimensions)
            }
    }

    private static func section<Value>(
        _ values: [Key: Value], type: String, _ lines: (Key, Value) -> [String]
    ) -> String {
        var text = ""
        for (label, group) in Dictionary(grouping: values, by: \.key.label).sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(label) \(type)\n"
            for (key, value) in group.sorted(by: { $0.key.dimensions < $1.key.dimensions }) {
                for line in lines(key, value) { text += line + "\n" }
            }
        }
        return text
    }

    fileprivate static func braces(_ dimensions: String) -> String { dimensions.isEmpty ? "" : "{\(dimensions)}" }
}

private final class Count: CounterHandler {
    private let total = Atomic<Int64>(0)
    var value: Int64 { total.load(ordering: .relaxed) }
    func increment(by amount: Int64) { total.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { total.store(0, ordering: .relaxed) }
}

private final class Gauge: RecorderHandler, MeterHandler {
    private let current = Mutex<Double>(0)
    var value: Double { current.withLock { $0 } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { current.withLock { $0 = value } }
    func increment(by amount: Double) { current.withLock { $0 += amount } }
    func decrement(by amount: Double) { current.withLock { $0 -= amount } }
}

private final class Histogram: TimerHandler, RecorderHandler {
    private struct State {
        var buckets = [Int](repeating: 0, count: bounds.count + 1)
        var count = 0
        var sum = 0.0
    }

    private static let bounds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.buckets[bucket] += 1
            state.count += 1
            state.sum += value
        }
    }

    func lines(_ label: String, _ dimensions: String) -> [String] {
        let state = state.withLock { $0 }
        let prefix = dimensions.isEmpty ? "" : dimensions + ","
        var lines: [String] = []
        var running = 0
        for (index, bound) in Self.bounds.enumerated() {
            running += state.buckets[index]
            lines.append("\(label)_bucket{\(prefix)le=\"\(bound)\"} \(running)")
        }
        lines.append("\(label)_bucket{\(prefix)le=\"+Inf\"} \(state.count)")
        lines.append("\(label)_sum\(PrometheusRegistry.braces(dimensions)) \(state.sum)")
        lines.append("\(label)_count\(PrometheusRegistry.braces(dimensions)) \(state.count)")
        return lines
    }
}
