import Authentication
import Background
import Mail
import Storage

extension Gatehouse {
    /// Renders the queued emails as the background worker does, but sends none. For tests, which read emails right
    /// after requesting them.
    public func prepareMails() async throws {
        let id = tenantID
        let worker = BackgroundWorker(
            Authentication.mailWork(services), store: services.store, wakeSignal: services.wakeSignal,
            logger: services.logger,
            tenants: { [id] })
        try await worker.runDue()
        for mail in try await services.store.read(id, { try $0.mailDrafts() }) {
            guard var draft = try await services.store.read(id, { try $0.mailDraft(mail) }) else { continue }
            try draft.fillIn()
            try await services.store.write(id) { [draft, services] in
                try $0.save(draft, at: services.clock.now, services.logIDs)
            }
        }
    }
}
