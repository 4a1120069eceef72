import Contract
import Storage

extension OffsetPaged {
    /// The part of the list that is asked for.
    public func pageRequest(perPage: Int = 50) -> PageRequest {
        let limit = self.perPage ?? perPage
        return .offset(start: (page ?? 0) * limit, limit: limit, withTotal: includeTotals ?? false)
    }
}

extension OffsetPaged where Self: CheckpointPaged {
    /// The part of the list that is asked for: the page after another where `from` or `take` is given.
    public func pageRequest(perPage: Int = 50) -> PageRequest {
        if from != nil || take != nil { return .checkpoint(after: from, limit: take ?? perPage) }
        let limit = self.perPage ?? perPage
        return .offset(start: (page ?? 0) * limit, limit: limit, withTotal: includeTotals ?? false)
    }
}

extension CheckpointPaged {
    /// The part of the list that is asked for: its beginning, or what follows another page.
    public func pageRequest(perPage: Int = 50) -> PageRequest { .checkpoint(after: from, limit: take ?? perPage) }
}
