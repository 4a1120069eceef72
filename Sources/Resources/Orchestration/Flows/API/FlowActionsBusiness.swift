import Contract

extension Schema {
    private static let airtableCreateRecord: Schema = .action(
        "AIRTABLE", "CREATE_RECORD",
        params: .object([
            "base_id": .string.required, "connection_id": .string(format: .vaultConnectionID).required,
            "fields": .freeObject, "table_name": .string.required,
        ]))

    private static let airtableListRecords: Schema = .action(
        "AIRTABLE", "LIST_RECORDS",
        params: .object([
            "base_id": .string.required, "connection_id": .string(format: .vaultConnectionID).required,
            "query": .string, "table_name": .string.required, "view": .string,
        ]))

    private static let airtableUpdateRecord: Schema = .action(
        "AIRTABLE", "UPDATE_RECORD",
        params: .object([
            "base_id": .string.required, "connection_id": .string(format: .vaultConnectionID).required,
            "fields": .freeObject, "record_id": .string.required, "table_name": .string.required,
        ]))

    private static let bigqueryInsertRows: Schema = .action(
        "BIGQUERY", "INSERT_ROWS",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "data": .freeObject,
            "dataset_id": .string.required, "table_id": .string.required,
        ]))

    private static let googleSheetsAddRow: Schema = .action(
        "GOOGLE_SHEETS", "ADD_ROW",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "sheet_id": .anyOf(.integer(0...), .string),
            "spreadsheet_id": .string(1...).required, "values": .array(of: .string.nullable),
        ]))

    private static let pipedriveAddDeal: Schema = .action(
        "PIPEDRIVE", "ADD_DEAL",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "fields": .freeObject,
            "organization_id": .anyOf(.string, .number), "person_id": .anyOf(.string, .number),
            "stage_id": .anyOf(.string, .number), "title": .string.required, "user_id": .anyOf(.string, .number),
            "value": .string,
        ]))

    private static let pipedriveAddOrganization: Schema = .action(
        "PIPEDRIVE", "ADD_ORGANIZATION",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "fields": .freeObject,
            "name": .string.required, "owner_id": .anyOf(.string, .number),
        ]))

    private static let pipedriveAddPerson: Schema = .action(
        "PIPEDRIVE", "ADD_PERSON",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "email": .string, "fields": .freeObject,
            "name": .string.required, "organization_id": .anyOf(.string, .number), "owner_id": .anyOf(.string, .number),
            "phone": .string,
        ]))

    private static let salesforceCreateLead: Schema = .action(
        "SALESFORCE", "CREATE_LEAD",
        params: .object([
            "company": .string(1...).required, "connection_id": .string(format: .vaultConnectionID).required,
            "email": .string, "first_name": .string, "last_name": .string(1...).required, "payload": .freeObject,
            "phone": .string,
        ]))

    private static let salesforceGetLead: Schema = .action(
        "SALESFORCE", "GET_LEAD",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "lead_id": .string.required]))

    private static let salesforceSearchLeads: Schema = .action(
        "SALESFORCE", "SEARCH_LEADS",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required,
            "lead_fields": .array(of: .string(...2000), 1...).required,
            "search_field": .one(of: "email", "name", "phone", "all").required,
            "search_value": .string(...2000).required,
        ]))

    private static let salesforceUpdateLead: Schema = .action(
        "SALESFORCE", "UPDATE_LEAD",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "lead_id": .string(1...).required,
            "payload": .freeObject,
        ]))

    /// The flow actions of CRM and sales services.
    static let businessFlowActions: [Schema] = [
        airtableCreateRecord, airtableListRecords, airtableUpdateRecord, bigqueryInsertRows, googleSheetsAddRow,
        pipedriveAddDeal, pipedriveAddOrganization, pipedriveAddPerson, salesforceCreateLead, salesforceGetLead,
        salesforceSearchLeads, salesforceUpdateLead,
    ]
}
