import HTTPTypes
import Tracing

/// Writes what identifies a trace into a request's header fields.
struct HeaderInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout HTTPFields) { carrier[named: key] = value }
}

extension SpanAttributes {
    /// What is called, in OpenTelemetry's words. The path's arguments and the query identify people and are left out.
    mutating func note(_ call: PreparedCall, to origin: String) {
        self["http.request.method"] = call.method.rawValue
        self["url.template"] = call.path
        let host = origin.split(separator: "/").last.map(String.init) ?? origin
        let parts = host.split(separator: ":")
        self["server.address"] = String(parts.first ?? "")
        if parts.count == 2, let port = Int(parts[1]) { self["server.port"] = port }
    }

    /// Why a call failed.
    mutating func note(_ error: any Error) {
        guard let error = error as? ManagementError else {
            self["error.type"] = "\(type(of: error))"
            return
        }
        if let status = error.statusCode { self["http.response.status_code"] = status }
        self["error.type"] = error.errorCode ?? error.statusCode.map { "\($0)" } ?? "\(error.kind)"
    }
}
