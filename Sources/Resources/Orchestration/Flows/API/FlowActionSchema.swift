import Contract

extension Schema {
    /// Anything that a flow does. Some of it consists of other actions, so this has itself as a part.
    static let flowAction: Schema = .anyOf(
        ownFlowActions + marketingFlowActions + businessFlowActions + messagingFlowActions + paymentFlowActions)

    /// One thing that a flow can do.
    /// - Parameter isComplete: whether it needs no parameters.
    static func action(_ type: String, _ name: String, isComplete: Bool = false, params: Schema) -> Schema {
        .object([
            "id": .string(format: .formsIdentifier).required, "alias": .string(...100),
            "type": .one(of: type).required, "action": .one(of: name).required, "allow_failure": .boolean,
            "mask_output": .boolean, "params": isComplete ? params : params.required,
        ])
    }
}
