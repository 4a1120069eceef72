import AppearanceAPI
import Contract
import Liquid
import OrderedCollections
import Serving
import Storage

extension Prompts: ServedResource {
    public func mount(on routes: inout Routes) {
        routes.onStored(settings) { call in OperationResponse(try await call.read { try $0.promptSettings() }) }
        routes.onStored(updateSettings) { call in
            OperationResponse(try await call.write { try $0.changePromptSettings(call.members) })
        }
        routes.onStored(customText) { call in OperationResponse(try await call.read { try $0.customText(call.path) }) }
        routes.onStored(setCustomText) { call in
            let texts = Self.filled(call.members)
            try await call.write { try $0.setCustomText(call.path, texts) }
            return OperationResponse(texts)
        }
        routes.onStored(partials) { call in OperationResponse(try await call.read { try $0.partials(call.path) }) }
        routes.onStored(setPartials) { call in
            try Self.check(call.body, of: call.path)
            let partials = Self.filled(call.members)
            try await call.write { try $0.setPartials(call.path, partials) }
            return OperationResponse(partials)
        }
        mountRendering(on: &routes)
    }

    /// Returns the screens without those that are empty objects.
    private static func filled(_ screens: JSONObject) -> JSON { .object(screens.filter { $0.value != [:] }) }

    /// - Throws: `APIError`, 400, if the prompt does not have a screen, or HTML is not a valid template.
    private static func check(_ partials: PromptPartials, of prompt: ID<PromptWithPartials>) throws {
        for (screen, places) in partials.screens {
            guard Prompt.screens[prompt.value]?.contains(screen) == true else {
                throw APIError.invalidBody(
                    "Payload validation error: 'Additional properties not allowed: \(screen)'.")
            }
            for (place, html) in places {
                do {
                    _ = try LiquidTemplate(parsing: html)
                } catch {
                    throw APIError.invalidBody(
                        "Payload validation error: '\(error)' on property \(screen).\(place).")
                }
            }
        }
    }

    private func mountRendering(on routes: inout Routes) {
        routes.onStored(rendering) { call in
            try Self.requireScreen(call.path.inner, of: call.path.outer)
            let settings = try await call.read { try $0.screenRendering(call.path) }
            let head: JSONObject = [
                "tenant": .string(call.tenant.host), "prompt": .string(call.path.outer.value),
                "screen": .string(call.path.inner.value),
            ]
            return OperationResponse(.object(head.merging(settings) { $1 }))
        }
        routes.onStored(updateRendering) { call in
            try Self.requireScreen(call.path.inner, of: call.path.outer)
            try await call.write { try $0.changeScreenRendering(call.path, call.members) }
            return OperationResponse(.object(call.members))
        }
        routes.onStored(updateRenderings) { call in
            // The schema guarantees that each configuration names its prompt and screen.
            let screens = call.body.configs.compactMap(\.path)
            for screen in screens { try Self.requireScreen(screen.inner, of: screen.outer) }
            let changes = (call.members["configs"]?.array ?? []).compactMap(\.object)
            try await call.write { transaction in
                for (screen, members) in zip(screens, changes) {
                    let settings = members.filter { $0.key != "prompt" && $0.key != "screen" }
                    try transaction.changeScreenRendering(screen, settings)
                }
            }
            return OperationResponse(.object(call.members))
        }
        routes.onStored(listRenderings) { call in
            let listing = Listing(
                "*", from: "FROM screen_renderings WHERE tenant = \(call.tenant.id) \(Self.conditions(call.query))",
                order: "prompt, screen", key: "screen")
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: ScreenRendering.self, json: Self.item)
            }
            return OperationResponse(page)
        }
    }

    private static func item(_ row: Row) throws -> JSON {
        let (prompt, screen): (String, String) = (try row["prompt"], try row["screen"])
        let document: JSON = try row["document"]
        let head: JSONObject = ["prompt": .string(prompt), "screen": .string(screen)]
        return .object(head.merging(document.object ?? [:]) { $1 })
    }

    private static func conditions(_ query: ScreenRenderingFilter) -> SQL {
        var conditions: SQL = ""
        if let prompt = query.prompt { conditions = conditions + " AND prompt IN \(list: Self.names(prompt))" }
        if let screen = query.screen { conditions = conditions + " AND screen IN \(list: Self.names(screen))" }
        if let mode = query.renderingMode { conditions = conditions + " AND rendering_mode = \(mode.rawValue)" }
        return conditions
    }

    private static func names(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

    private static func requireScreen(_ screen: ID<PromptScreen>, of prompt: ID<Prompt>) throws {
        guard Prompt.screens[prompt.value]?.contains(screen.value) == true else {
            throw APIError.badRequest("The prompt \(prompt) has no screen \(screen)", code: "invalid_screen")
        }
    }
}
