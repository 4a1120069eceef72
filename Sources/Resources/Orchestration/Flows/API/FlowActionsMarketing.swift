import Contract

extension Schema {
    private static let activecampaignListContacts: Schema = .action(
        "ACTIVECAMPAIGN", "LIST_CONTACTS",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "email": .string.required]))

    private static let activecampaignUpsertContact: Schema = .action(
        "ACTIVECAMPAIGN", "UPSERT_CONTACT",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "custom_fields": .freeObject,
            "email": .string.required, "first_name": .string, "last_name": .string, "phone": .string,
        ]))

    private static let clearbitFindPerson: Schema = .action(
        "CLEARBIT", "FIND_PERSON",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "email": .string.required]))

    private static let clearbitFindCompany: Schema = .action(
        "CLEARBIT", "FIND_COMPANY",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "domain": .string.required]))

    private static let hubspotEnrollContact: Schema = .action(
        "HUBSPOT", "ENROLL_CONTACT",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "email": .string.required,
            "workflow_id": .anyOf(.string, .integer).required,
        ]))

    private static let hubspotGetContact: Schema = .action(
        "HUBSPOT", "GET_CONTACT",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "email": .string.required]))

    private static let hubspotUpsertContact: Schema = .action(
        "HUBSPOT", "UPSERT_CONTACT",
        params: .object(
            [
                "connection_id": .string(format: .vaultConnectionID).required, "email": .string.required,
                "properties": .array(of: .object(["property": .string(...100).required, "value": .any])),
            ], others: .allowed(.any)))

    private static let mailchimpUpsertMember: Schema = .action(
        "MAILCHIMP", "UPSERT_MEMBER",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "list_id": .string.required,
            "member": .object([
                "email_address": .string.required, "merge_fields": .freeObject, "status_if_new": .string.required,
            ]).required,
        ]))

    private static let mailjetSendEmail: Schema = .action(
        "MAILJET", "SEND_EMAIL",
        params: .anyOf(
            .object(["content": .string.required], others: .allowed(.any)),
            .object(["template_id": .integer.required, "variables": .freeObject], others: .allowed(.any))))

    private static let sendgridSendEmail: Schema = .action(
        "SENDGRID", "SEND_EMAIL",
        params: .object(
            [
                "connection_id": .string(format: .vaultConnectionID).required,
                "from": .object(["email": .string.required, "name": .string]).required,
                "personalizations": .array(of: .any, 1...).required,
            ], others: .allowed(.any)))

    /// The flow actions of marketing and email services.
    static let marketingFlowActions: [Schema] = [
        activecampaignListContacts, activecampaignUpsertContact, clearbitFindPerson, clearbitFindCompany,
        hubspotEnrollContact, hubspotGetContact, hubspotUpsertContact, mailchimpUpsertMember, mailjetSendEmail,
        sendgridSendEmail,
    ]
}
