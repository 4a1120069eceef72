import Contract
import Foundation
import Outbound
import StreamsAPI

/// The requests that deliver events in a sink's format.
struct LogStreamRequests: Sendable {
    /// The host of the tenant.
    let host: String

    /// Returns the maximum number of events per request.
    static func largestBatch(of stream: LogStreamRow) -> Int {
        stream.sink["httpContentFormat"]?.string == LogContentFormat.object.rawValue ? 1 : 100
    }

    /// Returns the request that delivers events to a sink.
    /// - Returns: `nil` if the server does not support the sink.
    func request(_ events: [JSON], to stream: LogStreamRow) -> OutboundRequest? {
        let sink = stream.sink
        let entries = events.map(entry)
        switch stream.type {
        case .http: return http(entries, sink)
        case .splunk: return splunk(events, sink)
        case .datadog: return datadog(entries, sink)
        case .sumo: return post(sink["sumoSourceAddress"], [], Self.lines(entries))
        case .segment: return segment(events, sink)
        case .mixpanel: return mixpanel(events, sink)
        default: return nil
        }
    }

    /// Returns the log entry of an event: its identifier first, then its data without empty members.
    private func entry(_ event: JSON) -> JSON { ["log_id": event["log_id"] ?? .null, "data": data(event)] }

    private func data(_ event: JSON) -> JSON {
        var data = (event.object ?? [:]).filter { !$0.value.isNull && $0.key != "_id" }
        data["tenant_name"] = .string(host)
        return .object(data)
    }

    private func http(_ entries: [JSON], _ sink: JSON) -> OutboundRequest {
        var headers = [("Content-Type", sink["httpContentType"]?.string ?? "application/json")]
        if let authorization = sink["httpAuthorization"]?.string { headers.append(("Authorization", authorization)) }
        for header in sink["httpCustomHeaders"]?.array ?? [] {
            guard let name = header["header"]?.string, let value = header["value"]?.string else { continue }
            headers.append((name, value))
        }
        let body: [UInt8] =
            switch LogContentFormat(rawValue: sink["httpContentFormat"]?.string ?? LogContentFormat.lines.rawValue) {
            case .array: JSON.array(entries).bytes
            case .object: entries.first?.bytes ?? []
            default: Self.lines(entries)
            }
        return post(sink["httpEndpoint"], headers, body)
    }

    private func splunk(_ events: [JSON], _ sink: JSON) -> OutboundRequest {
        let items: [JSON] = events.map { event in
            [
                "time": .number(Double(moment(of: event).milliseconds) / 1000), "host": .string(host),
                "source": "auth0", "event": entry(event),
            ]
        }
        let place = "https://\(sink["splunkDomain"]?.string ?? ""):\(sink["splunkPort"]?.string ?? "")"
        let headers = [("Authorization", "Splunk \(sink["splunkToken"]?.string ?? "")")]
        var request = post(.string(place + "/services/collector/event"), headers, Self.lines(items))
        request.trustsAnyCertificate = !(sink["splunkSecure"]?.bool ?? true)
        return request
    }

    private func datadog(_ entries: [JSON], _ sink: JSON) -> OutboundRequest {
        let sites = ["us": "datadoghq.com", "eu": "datadoghq.eu"]
        let region = sink["datadogRegion"]?.string ?? "us"
        let site = sites[region] ?? "\(region).datadoghq.com"
        let items: [JSON] = entries.map { entry in
            var item = entry
            item["ddsource"] = "auth0"
            item["service"] = "auth0"
            item["hostname"] = .string(host)
            return item
        }
        return post(
            .string("https://http-intake.logs.\(site)/api/v2/logs"),
            [("DD-API-KEY", sink["datadogApiKey"]?.string ?? ""), ("Content-Type", "application/json")],
            JSON.array(items).bytes)
    }

    private func segment(_ events: [JSON], _ sink: JSON) -> OutboundRequest {
        let items: [JSON] = events.map { event in
            var item: JSON = [
                "type": "track", "event": event["type"] ?? .null, "messageId": event["log_id"] ?? .null,
                "timestamp": event["date"] ?? .null, "properties": data(event),
            ]
            if let user = event["user_id"]?.string, !user.isEmpty {
                item["userId"] = .string(user)
            } else {
                item["anonymousId"] = event["client_id"]?.string.map(JSON.string) ?? "auth0"
            }
            return item
        }
        return post(
            "https://api.segment.io/v1/batch",
            [Self.basic(sink["segmentWriteKey"]?.string ?? "", ""), ("Content-Type", "application/json")],
            JSON.object(["batch": .array(items)]).bytes)
    }

    private func mixpanel(_ events: [JSON], _ sink: JSON) -> OutboundRequest {
        let items: [JSON] = events.map { event in
            var properties = data(event)
            properties["time"] = .integer(moment(of: event).milliseconds)
            properties["distinct_id"] = .string(event["user_id"]?.string ?? "")
            // The value is limited to 36 characters; the last ones distinguish events.
            properties["$insert_id"] = .string(String((event["log_id"]?.string ?? "").suffix(36)))
            return ["event": event["type"] ?? .null, "properties": properties]
        }
        let region = sink["mixpanelRegion"]?.string == "eu" ? "api-eu" : "api"
        let project = sink["mixpanelProjectId"]?.string ?? ""
        let account = Self.basic(
            sink["mixpanelServiceAccountUsername"]?.string ?? "",
            sink["mixpanelServiceAccountPassword"]?.string ?? "")
        return post(
            .string("https://\(region).mixpanel.com/import?strict=1&project_id=\(project)"),
            [account, ("Content-Type", "application/json")], JSON.array(items).bytes)
    }

    private func moment(of event: JSON) -> Timestamp {
        event["date"]?.string.flatMap(Timestamp.init) ?? Timestamp(milliseconds: 0)
    }

    private func post(_ url: JSON?, _ headers: [(String, String)], _ body: [UInt8]) -> OutboundRequest {
        OutboundRequest(
            "POST", url?.string ?? "", headers: headers.map { (name: $0.0, value: $0.1) }, body: body,
            longestAnswer: 1 << 16)
    }

    private static func basic(_ user: String, _ password: String) -> (String, String) {
        ("Authorization", "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())")
    }

    private static func lines(_ entries: [JSON]) -> [UInt8] { Array(entries.map { $0.bytes }.joined(separator: [10])) }
}
