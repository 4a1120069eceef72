import Logging
import ManagementClient
import Testing

/// What `ObservingCalls` shows.
@Suite struct ObservingCallsArticle {
    @Test func observation() {
        let token = "token"
        let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token) {
            $0.logger = Logger(label: "tenant")
            $0.logger.logLevel = .debug
        }
        #expect(client.configuration.logger.label == "tenant")
        let named = client.with {
            $0.telemetry.name = "my-service"
            $0.telemetry.version = "1.4"
        }
        #expect(named.configuration.telemetry.userAgent == "my-service/1.4")
    }
}
