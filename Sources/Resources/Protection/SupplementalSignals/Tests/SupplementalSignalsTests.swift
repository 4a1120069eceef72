import ManagementClient
import ProtectionAPI
import Testing
import TestKit

@Suite struct SupplementalSignalsTests {
    @Test func settings() async throws {
        try await eachEngine { tenant in
            let signals = tenant.client.supplementalSignals
            #expect(try await signals.get().akamaiEnabled == false)
            #expect(try await signals.update(SupplementalSignalSettings(akamaiEnabled: true)).akamaiEnabled)
            #expect(try await signals.get().akamaiEnabled)
            try await tenant.run([.patch("/supplemental-signals", ["akamai_enabled": .null], 400)])
        }
    }
}
