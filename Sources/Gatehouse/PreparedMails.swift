import Authentication
import Background
import Mail
import Storage

extension Gatehouse {
    /// Fills in the mails that wait for it, as the background does, without sending any. For tests, which look at mails
    /// as soon as they have asked for them.
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
