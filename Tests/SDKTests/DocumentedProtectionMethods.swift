import Contract
import ManagementClient
import TestKit
import Testing

extension DocumentedMethodsTests {
    static let protectionMethods: [DocumentedMethod] = factorMethods + phoneMethods + enrollmentMethods

    private static let words: JSON = ["enrollment_message": "a {{code}}", "verification_message": "b {{code}}"]

    private static let factorMethods: [DocumentedMethod] = [
        .init("updateGuardianFactor") { _, api in
            _ = try await api.updateGuardianFactor(.otp, FactorSwitch(enabled: true))
            #expect(try await api.guardian.factors().filter(\.enabled).map(\.name) == [.otp])
        },
        .init("getGuardianFactors") { _, api in
            let holds = try await api.getGuardianFactors().count == FactorName.known.count
            #expect(holds)
        },
        .init("updateGuardianPolicies") { _, api in
            let holds = try await api.updateGuardianPolicies([.confidenceScore]) == [.confidenceScore]
            #expect(holds)
        },
        .init("getGuardianPolicies") { _, api in
            let holds = try await api.getGuardianPolicies() == [.confidenceScore]
            #expect(holds)
        },
        .init("updateGuardianFactorProvider") { _, api in
            _ = try await api.updateGuardianFactorProvider("sms", "twilio", ["sid": "AC1", "from": "+15550100"])
            #expect(try await api.guardianPhone.twilio().sid == "AC1")
        },
        .init("getGuardianFactorProvider") { _, api in
            let holds = try await api.getGuardianFactorProvider("sms", "twilio")["from"] == "+15550100"
            #expect(holds)
        },
        .init("updateGuardianFactorSettings") { _, api in
            _ = try await api.updateGuardianFactorSettings("duo", ["host": "duo.example.com", "ikey": "i"])
            #expect(try await api.guardian.duo().host == "duo.example.com")
        },
        .init("getGuardianFactorSettings") { _, api in
            let holds = try await api.getGuardianFactorSettings("duo")["ikey"] == "i"
            #expect(holds)
        },
        .init("updateGuardianFactorTemplates") { _, api in
            _ = try await api.updateGuardianFactorTemplates("sms", words)
            #expect(try await JSON(encoding: api.guardianPhone.templates()) == words)
        },
        .init("getGuardianFactorTemplates") { _, api in
            let holds = try await api.getGuardianFactorTemplates("phone") == words
            #expect(holds)
        },
    ]

    private static let phoneMethods: [DocumentedMethod] = [
        .init("updateGuardianPhoneFactorMessageTypes") { _, api in
            _ = try await api.updateGuardianPhoneFactorMessageTypes(PhoneMessageTypes(["voice"]))
            #expect(try await api.guardianPhone.messageTypes() == PhoneMessageTypes(["voice"]))
        },
        .init("getGuardianPhoneFactorMessageTypes") { _, api in
            let holds = try await api.getGuardianPhoneFactorMessageTypes() == PhoneMessageTypes(["voice"])
            #expect(holds)
        },
        .init("updateGuardianPhoneFactorSelectedProvider") { _, api in
            _ = try await api.updateGuardianPhoneFactorSelectedProvider(PhoneProviderChoice("twilio"))
            #expect(try await api.guardianPhone.provider() == PhoneProviderChoice("twilio"))
        },
        .init("getGuardianPhoneFactorSelectedProvider") { _, api in
            let holds = try await api.getGuardianPhoneFactorSelectedProvider() == PhoneProviderChoice("twilio")
            #expect(holds)
        },
    ]

    private static func enrollment(_ api: ManagementClient, _ name: String) async throws -> ID<FactorEnrollment> {
        let id = try await user(api, name)
        var generator = AuthenticationMethodDraft(type: "totp", name: name)
        generator.totpSecret = "JBSWY3DPEHPK3PXP"
        let method = try await api.authenticationMethods.create(id, generator)
        return ID(method.id?.value.split(separator: "|").last.map(String.init) ?? "")
    }

    private static let enrollmentMethods: [DocumentedMethod] = [
        .init("createGuardianEnrollmentTicket") { tenant, api in
            let draft = EnrollmentTicketDraft(try await user(api, "enrollee"))
            let ticket = try await api.createGuardianEnrollmentTicket(draft)
            #expect(try await tenant.download(try #require(ticket.url)).status == 200)
        },
        .init("getGuardianEnrollment") { _, api in
            let id = try await enrollment(api, "enrolled")
            #expect(try await api.getGuardianEnrollment(id).status == "confirmed")
        },
        .init("deleteGuardianEnrollment") { _, api in
            let id = try await enrollment(api, "unenrolled")
            try await api.deleteGuardianEnrollment(id)
            #expect(try await refusal { try await api.guardian.enrollment(id) }.hasPrefix("404"))
        },
    ]
}
