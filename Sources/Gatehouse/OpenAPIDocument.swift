import Contract

extension Gatehouse {
    public static func openAPI(issuer: String) -> JSON { [:] }
}
