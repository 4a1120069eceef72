import ManagementClient
import ProtectionAPI
import Testing
import TestKit

@Suite struct RiskAssessmentsTests {
    @Test func settings() async throws {
        try await eachEngine { tenant in
            try await tenant.run([
                .get("/risk-assessments/settings", 200, ["enabled": false]),
                .patch("/risk-assessments/settings", ["enabled": true], 200, ["enabled": true]),
                .patch("/risk-assessments/settings", ["enabled": "yes"], 400),
                .patch("/risk-assessments/settings", [:], 400),
                .get("/risk-assessments/settings/new-device", 200, ["remember_for": 30]),
                .patch("/risk-assessments/settings/new-device", ["remember_for": 366], 400),
            ])
            let client = tenant.client.riskAssessments
            #expect(try await client.updateNewDevice(NewDeviceSettings(rememberFor: 60)).rememberFor == 60)
            #expect(try await client.newDevice().rememberFor == 60)
            #expect(try await client.settings().enabled)
        }
    }
}
