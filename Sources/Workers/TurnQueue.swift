/// A queue of numbers in lanes that take turns.
struct TurnQueue {
    private struct Lane {
        var ids: [UInt64] = []
        var head = 0
        var count: Int { ids.count - head }
    }

    private var lanes: [String: Lane] = [:]
    /// The names of the lanes in the order of their turns, from `head` on.
    private var order: [String] = []
    private var head = 0

    mutating func append(_ id: UInt64, to lane: String) {
        if lanes[lane] == nil { order.append(lane) }
        lanes[lane, default: Lane()].ids.append(id)
    }

    /// Removes the first number of the lane whose turn it is.
    mutating func removeFirst() -> UInt64? {
        while head < order.count {
            let name = order[head]
            head += 1
            if head > 64, head * 2 > order.count {
                order.removeFirst(head)
                head = 0
            }
            guard var lane = lanes[name] else { continue }
            let id = lane.ids[lane.head]
            lane.head += 1
            if lane.head > 64, lane.head * 2 > lane.ids.count {
                lane.ids.removeFirst(lane.head)
                lane.head = 0
            }
            if lane.count == 0 {
                lanes[name] = nil
            } else {
                lanes[name] = lane
                order.append(name)
            }
            return id
        }
        return nil
    }

    /// Removes the last number of the longest lane.
    mutating func removeLastOfLongest() -> UInt64? {
        guard let name = lanes.max(by: { $0.value.count < $1.value.count })?.key else { return nil }
        let id = lanes[name]?.ids.popLast()
        dropIfEmpty(name)
        return id
    }

    mutating func remove(_ id: UInt64, from name: String) {
        guard var lane = lanes[name], let index = lane.ids[lane.head...].firstIndex(of: id) else { return }
        lane.ids.remove(at: index)
        lanes[name] = lane
        dropIfEmpty(name)
    }

    private mutating func dropIfEmpty(_ name: String) {
        guard lanes[name]?.count == 0 else { return }
        lanes[name] = nil
        if let index = order[head...].firstIndex(of: name) { order.remove(at: index) }
    }
}
