import Contract

extension Schema {
    private static let stripeAddTaxId: Schema = .action(
        "STRIPE", "ADD_TAX_ID",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "customer_id": .string(...250).required,
            "type": .string(...250).required, "value": .string(...250).required,
        ]))

    private static let stripeCreateCustomer: Schema = .action(
        "STRIPE", "CREATE_CUSTOMER",
        params: .object([
            "address": .stripeAddress, "connection_id": .string(format: .vaultConnectionID).required,
            "description": .string(...250), "email": .string(...512),
            "metadata": .object([:], others: .allowed(.string(...500))), "name": .string(...250),
            "phone": .string(...250), "tax_exempt": .string, "tax_id": .stripeTaxID,
        ]))

    private static let stripeCreatePortalSession: Schema = .action(
        "STRIPE", "CREATE_PORTAL_SESSION",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "customer_id": .string(...250).required,
            "return_url": .string,
        ]))

    private static let stripeDeleteTaxId: Schema = .action(
        "STRIPE", "DELETE_TAX_ID",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "customer_id": .string(...250).required,
            "id": .string(...250).required,
        ]))

    private static let stripeFindCustomers: Schema = .action(
        "STRIPE", "FIND_CUSTOMERS",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "email": .string.required]))

    private static let stripeGetCustomer: Schema = .action(
        "STRIPE", "GET_CUSTOMER",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "id": .string(...250).required])
    )

    private static let stripeUpdateCustomer: Schema = .action(
        "STRIPE", "UPDATE_CUSTOMER",
        params: .object([
            "address": .stripeAddress, "connection_id": .string(format: .vaultConnectionID).required,
            "description": .string(...250), "email": .string(...512), "id": .string(...250).required,
            "metadata": .object([:], others: .allowed(.string(...500))), "name": .string(...250),
            "phone": .string(...250), "tax_exempt": .string,
        ]))

    private static let stripeAddress: Schema = .object([
        "city": .string(...250), "country": .string(...250), "line1": .string(...250), "line2": .string(...250),
        "postalCode": .string(...250), "state": .string(...250),
    ])

    private static let stripeTaxID: Schema = .object([
        "type": .string(...250).required, "value": .string(...250).required,
    ])

    /// The flow actions of a payment service.
    static let paymentFlowActions: [Schema] = [
        stripeAddTaxId, stripeCreateCustomer, stripeCreatePortalSession, stripeDeleteTaxId, stripeFindCustomers,
        stripeGetCustomer, stripeUpdateCustomer,
    ]
}
