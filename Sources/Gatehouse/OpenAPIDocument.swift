import Contract
import OrderedCollections
import Serving

extension Gatehouse {
    /// Returns the Management API as an OpenAPI 3.1 document.
    public static func openAPI(issuer: String) -> JSON {
        var document = description
        document["servers"] = [["url": .string(issuer + "api/v2")]]
        return document
    }

    private static let description: JSON = {
        var paths: JSONObject = [:]
        for operation in Composition.operations {
            let description = operation.description
            var path = paths[description.path] ?? [:]
            path[description.method.rawValue.lowercased()] = description.openAPI
            paths[description.path] = path
        }
        return [
            "openapi": "3.1.0",
            "info": ["title": "Gatehouse Management API", "version": .string(Gatehouse.version)],
            "servers": [], "paths": .object(paths),
            "components": [
                "schemas": ["Error": APIError.schema.openAPI()],
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
            ],
        ]
    }()
}

extension OperationDescription {
    /// The error responses that any operation may return.
    private static let refusals: [(status: String, meaning: String)] = [
        ("400", "The request does not fit"), ("401", "The token is missing or not valid"),
        ("403", "The token lacks a scope, or the operation is not allowed"), ("404", "There is no such thing"),
        ("409", "It conflicts with what is there"), ("429", "Too many requests"),
    ]

    private static let refusalsOfForms: [(status: String, meaning: String)] = [
        ("413", "The form is too large"), ("415", "The body is not a form"),
    ]

    fileprivate var openAPI: JSON {
        var operation: JSONObject = [
            "operationId": .string(identifier), "summary": .string(summary),
            "tags": [.string(path.split(separator: "/").first.map(String.init) ?? "")],
        ]
        let parameters = pathParameters.map(Self.pathParameter) + query.members.map(Self.queryParameter)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body {
            operation["requestBody"] = ["required": true, "content": content(of: body)]
        }
        operation["responses"] = .object(responses)
        operation["security"] = .array(scopes.isEmpty ? [["token": []]] : scopes.map { ["token": [.string($0)]] })
        return .object(operation)
    }

    private func content(of body: Schema) -> JSON {
        guard let fileMember else {
            var content: JSON = ["application/json": ["schema": body.openAPI()]]
            if let textType { content[textType] = ["schema": ["type": "string"]] }
            return content
        }
        var form = body.openAPI()
        form["properties"]?[fileMember] = ["type": "string", "format": "binary"]
        return ["multipart/form-data": ["schema": form]]
    }

    /// The method and the path in one word, such as `getRolesByIdPermissions`.
    private var identifier: String {
        let words: [String] = path.split(separator: "/").map { part in
            let name = part.split(whereSeparator: { "{}-_".contains($0) }).map {
                $0.prefix(1).uppercased() + $0.dropFirst()
            }
            return (part.hasPrefix("{") ? "By" : "") + name.joined()
        }
        return method.rawValue.lowercased() + words.joined()
    }

    private var responses: JSONObject {
        var responses = JSONObject()
        for status in [status, otherStatus].compactMap({ $0 }) {
            var success: JSON = ["description": "Done"]
            if let answer, status != 204 {
                // With `fields`, the response may lack any other member, even required ones.
                let schema = answer.openAPI(isAnswer: true, isPartial: query.members["fields"] != nil)
                success["content"] = .object([contentType(of: answer): ["schema": schema]])
            }
            responses[String(status)] = success
        }
        let further = fileMember == nil ? [] : Self.refusalsOfForms
        for (status, meaning) in Self.refusals + further {
            responses[status] = [
                "description": .string(meaning),
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
            ]
        }
        return responses
    }

    /// Responses that are strings are sent as plain text.
    private func contentType(of answer: Schema) -> String {
        if let answerType { return answerType }
        if case .string = answer.shape { return "text/plain" }
        return "application/json"
    }

    private static func pathParameter(_ parameter: (name: String, schema: Schema)) -> JSON {
        ["name": .string(parameter.name), "in": "path", "required": true, "schema": parameter.schema.openAPI()]
    }

    private static func queryParameter(_ parameter: (key: String, value: Schema)) -> JSON {
        var json: JSON = [
            "name": .string(parameter.key), "in": "query", "required": .bool(parameter.value.isRequired),
            "schema": parameter.value.openAPI(),
        ]
        if case .array = parameter.value.shape {
            json["style"] = "form"
            json["explode"] = false
        }
        return json
    }
}
