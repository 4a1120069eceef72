import Foundation

/// How much the tests try that send texts and numbers to every endpoint: a part that follows from a seed, or, for as long
/// as `make fuzz` has them run, all of it with one seed after another.
enum FuzzEffort {
    /// Set by `make fuzz`.
    private static let isWhole = ProcessInfo.processInfo.environment["GATEHOUSE_FUZZ"] == "whole"
    private static let firstSeed = ProcessInfo.processInfo.environment["GATEHOUSE_FUZZ_SEED"].flatMap(UInt64.init) ?? 1

    static let seeds: [UInt64] = isWhole ? Array(firstSeed..<firstSeed + 10) : [firstSeed]
    /// How many texts go to one place.
    static let tries = isWhole ? 50 : 3

    /// The places that are tried: half of them where not all are.
    static func places<Place>(_ places: [Place], _ dice: inout Dice) -> [Place] {
        isWhole ? places : Array(places.shuffled(using: &dice).prefix(places.count / 2))
    }

    /// The values that are sent to one place.
    static func some<Value>(of values: [Value], _ dice: inout Dice) -> [Value] {
        isWhole ? values : Array(values.shuffled(using: &dice).prefix(tries))
    }
}

/// Numbers that follow from a seed.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
