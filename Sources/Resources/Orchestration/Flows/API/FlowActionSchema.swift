import Contract

extension Schema {
    /// The schema of any flow action. It is recursive, because some actions contain other actions.
    static let flowAction: Schema = .anyOf(
        ownFlowActions + marketingFlowActions + businessFlowActions + messagingFlowActions + paymentFlowActions)

    /// Returns the schema of one flow action.
    /// - Parameter isComplete: Whether the parameters are optional.
    static func action(_ type: String, _ name: String, isComplete: Bool = false, params: Schema) -> Schema {
        .object([
            "id": .string(format: .formsIdentifier).required, "alias": .string(...100),
            "type": .one(of: type).required, "action": .one(of: name).required, "allow_failure": .boolean,
            "mask_output": .boolean, "params": isComplete ? params : params.required,
        ])
    }
}
