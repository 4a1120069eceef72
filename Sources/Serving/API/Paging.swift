import Contract
import Storage

extension OffsetPaged {
    /// The requested page.
    public func pageRequest(perPage: Int = 50) -> PageRequest {
        let limit = self.perPage ?? perPage
        return .offset(start: (page ?? 0) * limit, limit: limit, withTotal: includeTotals ?? false)
    }
}

extension OffsetPaged where Self: CheckpointPaged {
    /// The requested page; checkpoint pagination if `from` or `take` is given.
    public func pageRequest(perPage: Int = 50) -> PageRequest {
        if from != nil || take != nil { return .checkpoint(after: from, limit: take ?? perPage) }
        let limit = self.perPage ?? perPage
        return .offset(start: (page ?? 0) * limit, limit: limit, withTotal: includeTotals ?? false)
    }
}

extension CheckpointPaged {
    /// The requested page: the first one, or the one after a checkpoint.
    public func pageRequest(perPage: Int = 50) -> PageRequest { .checkpoint(after: from, limit: take ?? perPage) }
}
