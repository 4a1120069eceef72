import HTTPTypes
import Tracing

/// Writes the trace context into the header fields of a request.
struct HeaderInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout HTTPFields) { carrier[named: key] = value }
}

extension SpanAttributes {
    /// Sets the attributes of the call by OpenTelemetry's conventions. Path arguments and the query, which identify
    /// people, are omitted.
    mutating func note(_ call: PreparedCall, to origin: String) {
        self["http.request.method"] = call.method.rawValue
        self["url.template"] = call.path
        let host = origin.split(separator: "/").last.map(String.init) ?? origin
        let parts = host.split(separator: ":")
        self["server.address"] = String(parts.first ?? "")
        if parts.count == 2, let port = Int(parts[1]) { self["server.port"] = port }
    }

    /// Records the error of a call.
    mutating func note(_ error: any Error) {
        guard let error = error as? ManagementError else {
            self["error.type"] = "\(type(of: error))"
            return
        }
        if let status = error.statusCode { self["http.response.status_code"] = status }
        self["error.type"] = error.errorCode ?? error.statusCode.map { "\($0)" } ?? "\(error.kind)"
    }
}
