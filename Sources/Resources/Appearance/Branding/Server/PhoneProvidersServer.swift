import AppearanceAPI
import Background
import Contract
import OrderedCollections
import Phones
import Secrets
import Serving
import Storage

extension PhoneProviders: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "phone-providers-1",
            """
            CREATE TABLE phone_providers (
                tenant \(.text) NOT NULL PRIMARY KEY, id \(.text) NOT NULL, document \(.json) NOT NULL)
            """)
    ]

    public func mount(on routes: inout Routes) {
        mountOne(on: &routes)
        routes.onStored(list) { call in
            let provider = try await call.read { try $0.phoneProvider().map(PhoneProviderDocument.init) }
            let isListed = call.query.disabled == nil || provider?.isDisabled == call.query.disabled
            return OperationResponse(["providers": .array(isListed ? provider.map { [$0.sent] } ?? [] : [])])
        }
        routes.on(tryOut) { call in
            let sending = PhoneSending(call.tenant, call.services, now: call.now)
            let message = PhoneMessage(
                to: call.body.to, by: (call.body.deliveryMethod ?? .text).ofPhones,
                text: "This is a test message from \(call.tenant.host).", kind: "test")
            try await call.write { transaction in
                _ = try transaction.phoneProvider(call.path)
                try transaction.send(message, sending)
            }
            call.services.wakeSignal.notify()
            return .onItsWay
        }
    }

    private func mountOne(on routes: inout Routes) {
        routes.onStored(create) { call in
            let id: ID<PhoneProvider> = call.random.identifier("pro", 22)
            let provider = try PhoneProviderDocument(
                creating: call.members, id: id, tenant: call.tenant.host, at: call.now)
            try await call.write { transaction in
                let isNew = try transaction.insertIfAbsent(
                    into: "phone_providers", ["id": id, "document": try transaction.sealed(provider)])
                if !isNew { throw APIError.phoneProviderExists }
            }
            return OperationResponse(provider.sent)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.phoneProvider(call.path) }.sent) }
        routes.onStored(update) { call in
            let provider = try await call.write { transaction in
                let provider = try transaction.phoneProvider(call.path).changed(by: call.members, at: call.now)
                let document = try transaction.sealed(provider)
                try transaction.execute(
                    "UPDATE phone_providers SET document = \(document) WHERE tenant = \(transaction.tenant)")
                return provider
            }
            return OperationResponse(provider.sent)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                _ = try transaction.phoneProvider(call.path)
                try transaction.execute("DELETE FROM phone_providers WHERE tenant = \(transaction.tenant)")
            }
            return NoContent()
        }
    }
}

extension PhoneProviders: Working {
    public static func work(_ services: Services) -> [any BackgroundWork] { [TextDelivery(services)] }
}

extension PhoneTrialAnswer {
    /// The response to a request whose message is sent after the response.
    static let onItsWay = PhoneTrialAnswer(code: 202, message: "Test notification successfully sent for processing")
}

extension DeliveryMethod {
    /// The delivery method as the outbox defines it.
    var ofPhones: PhoneMessage.Method { self == .voice ? .voice : .text }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the provider does not exist.
    fileprivate func phoneProvider(_ id: ID<PhoneProvider>) throws -> PhoneProviderDocument {
        guard let provider = try phoneProvider().map(PhoneProviderDocument.init), provider.id == id else {
            throw APIError.notificationNotFound
        }
        return provider
    }

    fileprivate func sealed(_ provider: PhoneProviderDocument) throws -> JSON {
        try seal(["credentials"], of: provider.json)
    }
}

extension APIError {
    static let notificationNotFound = APIError.notFound("Notification Resource not found")
    fileprivate static let phoneProviderExists = APIError.conflict("There is already a configured phone provider")
}
