import Contract
import HTTPTypes
import Model
import PeopleAPI
import Secrets
import Serving
import Storage

/// The downloads of exported files, authorized by the signed link in a job's response.
public struct JobDownloads: Sendable {
    private static let lifetime = 60
    private static let audience = "downloads"

    private let services: Services

    public init(services: Services) { self.services = services }

    public var routes: [Route] {
        [Route("GET", "/downloads/{job}/{file}", of: .management) { await answer($0, job: $1[0], file: $1[1]) }]
    }

    /// Returns a link to a job's file, valid for one minute.
    static func link(to job: Job, _ tenant: TenantContext, now: Timestamp) throws -> String {
        let claims: JSONObject = [
            "iss": .string(tenant.issuer), "aud": .string(audience), "sub": .string(job.id.value),
            "exp": .integer(Int64(now.seconds + lifetime)),
        ]
        let token = try tenant.signer.sign(TokenClaims(claims))
        return "\(tenant.issuer)downloads/\(job.id)/\(tenant.id.value).\(job.format ?? "json").gz?token=\(token)"
    }

    private func answer(_ request: IncomingRequest, job: String, file: String) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            try check(request, job: job, tenant)
            let found = try await services.store.read(tenant.id) { try $0.job(ID(job)) }
            guard found.status == "completed", found.type == UsersExportWork.kind else {
                throw APIError.notFound("Not Found")
            }
            var answer = OutgoingResponse(status: 200)
            answer.headers[.contentType] = "application/gzip"
            answer.headers[.contentDisposition] = "attachment"
            answer.headers[.cacheControl] = "no-store"
            answer.parts = { [services] position in
                try await services.store.read(tenant.id) { transaction in
                    try transaction.file(of: ID(job), from: position, limit: 1).first
                }
            }
            return answer
        } catch let error as APIError {
            return OutgoingResponse(error: error)
        } catch {
            services.logger.error("download failed", metadata: ["job": "\(job)", "error": "\(error)"])
            return OutgoingResponse(error: APIError(503, "The service is temporarily unavailable"))
        }
    }

    private func check(_ request: IncomingRequest, job: String, _ tenant: TenantContext) throws {
        let refusal = APIError.forbidden("The link is not valid, or no longer", code: "invalid_link")
        let token = PercentEncoding.pairs(request.query)?.first { $0.name == "token" }?.value
        guard let token, let claims = try? tenant.signer.claims(of: token) else { throw refusal }
        guard claims["aud"]?.string == Self.audience, claims["sub"]?.string == job,
            let expiry = claims["exp"]?.integer, services.clock.now.seconds < expiry
        else { throw refusal }
    }
}
