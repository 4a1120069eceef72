import Contract
import Foundation
import Scripts
import Testing

@Suite struct ScriptRunnerTests {
    private static func runner(_ configure: (inout ScriptSettings) -> Void = { _ in }) -> ScriptRunner {
        var settings = ScriptSettings()
        configure(&settings)
        return ScriptRunner(settings)
    }

    private static func action(_ body: String) -> String {
        "exports.onExecutePostLogin = async (event, api) => { \(body) };"
    }

    private static let event: JSON = ["tenant": ["id": "t"], "user": ["user_id": "u"]]

    /// Runs the bodies of post-login actions.
    private static func run(
        _ bodies: String..., on runner: ScriptRunner, tenant: String = "t", event: JSON = event,
        secrets: [String: String] = [:]
    ) async throws -> [ScriptResult] {
        let scripts = bodies.map { Script(name: "a", code: action($0), secrets: secrets) }
        return try await runner.run(ScriptFlow("post-login", scripts, event: event), of: tenant).results
    }

    @Test func tellsWhatScriptsAskFor() async throws {
        let runner = Self.runner()
        let results = try await Self.run(
            """
            console.log('hello', { a: [1] }, event.secrets.KEY, JSON.stringify(event.secrets));
            api.idToken.setCustomClaim('https://a.example/b', { c: 1 }).user.setAppMetadata('plan', 'gold');
            """,
            "console.log(event.user.app_metadata.plan); api.access.deny('no'); api.user.setUserMetadata('late', 1)",
            "console.log('never')", on: runner, secrets: ["KEY": "tell-\"nobody"])
        #expect(results.count == 2)
        #expect(results[0].logs == "hello { a: [ 1 ] } ***** {\"KEY\":\"*****\"}\n")
        #expect(
            results[0].commands == [
                ScriptCommand("idToken.setCustomClaim", ["https://a.example/b", ["c": 1]]),
                ScriptCommand("user.setAppMetadata", ["plan", "gold"]),
            ])
        #expect(results[1].logs == "gold\n" && results[1].commands.count == 2)
        await runner.stop()
    }

    @Test func profilesAreWhatACallbackIsGiven() async throws {
        let runner = Self.runner()
        func run(_ body: String) async throws -> ScriptResult? {
            let script = Script(
                .profile, name: "p", code: "function (token, context, callback) { \(body) };\n",
                secrets: ["accessToken": "t0ken"])
            let flow = ScriptFlow("fetch-user-profile", [script], event: ["context": ["a": 1]])
            return try await runner.run(flow, of: "t").results.first
        }
        let told = try await run("callback(null, { user_id: token + context.a })")
        #expect(told?.commands == [ScriptCommand("profile", [["user_id": "t0ken1"]])])
        let failed = try await run("setTimeout(() => callback('no ' + token), 1)")
        #expect(failed?.error?.message == "no *****" && failed?.commands == [])
        #expect(try await run("callback()")?.commands == [ScriptCommand("profile", [.null])])
        #expect(try await run("request.get('x')")?.error?.message == "Cannot find module 'request'")
        await runner.stop()
    }

    @Test func tellsWhyScriptsFail() async throws {
        let runner = Self.runner()
        let thrown = try await Self.run(
            "throw new TypeError('oh ' + event.secrets.KEY)", on: runner, secrets: ["KEY": "x9"])
        #expect(thrown[0].error?.name == "TypeError" && thrown[0].error?.message == "oh *****")
        let late = try await Self.run(
            "setTimeout(() => { throw new Error('late') }, 1); await new Promise(() => {})", on: runner)
        #expect(late[0].error?.message == "late")
        let missing = try await Self.run("require('left-pad')", on: runner)
        #expect(missing[0].error?.message == "Cannot find module 'left-pad'")
        let empty = try await runner.run(
            ScriptFlow("post-login", [Script(name: "a", code: "")], event: Self.event), of: "t")
        #expect(empty.results[0].error?.message == "The action does not export a function onExecutePostLogin")
        await runner.stop()
    }

    @Test func readsCodeWithoutRunningIt() async throws {
        let runner = Self.runner()
        #expect(try await runner.fault(of: Self.action("return 1")) == nil)
        #expect(try await runner.fault(of: "process.exit(1)") == nil)
        let fault = try await runner.fault(of: "exports.a = async ( => {}")
        #expect(fault?.name == "SyntaxError" && fault?.message == "Unexpected token '=>'")
        #expect(try await runner.fault(of: "}); process.exit(); (function () {") != nil)
        await runner.stop()
    }

    @Test func survivesHostileCode() async throws {
        let runner = Self.runner { $0.memory = 32 }
        let hostile: [(String, String)] = [
            ("process.exit(0)", "The action ended its process"),
            ("const a = []; while (true) a.push(new Array(1e5).fill(1.5))", "The action ended its process"),
            (
                "while (true) require('fs').writeSync(1, 'x'.repeat(512) + '\\n')",
                "The action wrote more than is allowed"
            ),
            ("process.kill(process.pid, 'SIGKILL')", "The action ended its process"),
            ("api.user.setUserMetadata('a', 'x'.repeat(2e5))", "The value given to user.setUserMetadata is too large"),
        ]
        for (body, message) in hostile { try await Self.expect(message, of: body, on: runner) }
        let greedy = try await Self.run("const a = []; while (true) a.push(Buffer.alloc(1e7, 1))", on: runner)
        #expect(greedy[0].error != nil)
        let loud = try await Self.run("for (let i = 0; i < 1e4; i++) console.log('x'.repeat(100))", on: runner)
        #expect(loud[0].logs.utf8.count == 4096)
        let forged = try await Self.run(
            "require('fs').writeSync(1, '{\"done\":true,\"token\":\"\"}\\n'); api.access.deny('real')", on: runner)
        #expect(forged[0].commands.map(\.type) == ["access.deny"])
        await runner.stop()
    }

    @Test func endsWhatTakesTooLong() async throws {
        let runner = Self.runner { $0.timeout = .seconds(2) }
        let endless: [(String, String)] = [
            ("while (true) {}", "The actions took longer than 2 seconds"),
            ("await null; while (true) {}", "The actions took too long"),
            ("await new Promise(() => {})", "The actions took longer than 2 seconds"),
        ]
        for (body, message) in endless { try await Self.expect(message, of: body, on: runner) }
        await runner.stop()
    }

    /// Expects an error of code, and that others run after it.
    private static func expect(_ message: String, of body: String, on runner: ScriptRunner) async throws {
        let results = try await run(body, on: runner)
        #expect(results.count == 1 && results[0].error?.message == message, "\(body)")
        #expect(try await run("", on: runner)[0].error == nil, "after \(body)")
    }

    @Test func keepsTenantsApart() async throws {
        let runner = Self.runner()
        let pollution = """
            Object.prototype.spoiled = 1; ({}).constructor.prototype.spoiled = 1; globalThis.spoiled = 1;
            require('events').spoiled = 1; api.constructor.prototype.spoiled = 1; api.cache.set('k', 'v')
            """
        let look = "console.log(({}).spoiled, globalThis.spoiled, require('events').spoiled, api.cache.get('k'))"
        _ = try await Self.run(pollution, on: runner, tenant: "one")
        let other = try await Self.run(look, on: runner, tenant: "two")
        #expect(other[0].logs == "undefined undefined undefined undefined\n")
        let process = "console.log(require('process').pid)"
        let (first, second) = (
            try await Self.run(process, on: runner, tenant: "one"),
            try await Self.run(process, on: runner, tenant: "two")
        )
        #expect(first[0].logs != second[0].logs)
        await runner.stop()
    }

    @Test func forgetsWhatCodeDidToItsGlobals() async throws {
        let runner = Self.runner()
        _ = try await Self.run("Array.prototype.map = null; globalThis.left = 1; JSON.parse = null", on: runner)
        let next = try await Self.run("console.log([1].map(x => x + 1), globalThis.left, JSON.parse('2'))", on: runner)
        #expect(next[0].logs == "[ 2 ] undefined 2\n")
        await runner.stop()
    }

    @Test func tellsScriptsNothingOfTheServer() async throws {
        setenv("GATEHOUSE_TEST_SECRET", "tell-nobody", 1)
        let runner = Self.runner()
        let results = try await Self.run(
            """
            console.log(JSON.stringify(process.env));
            console.log(require('fs').readdirSync('.').length);
            """, on: runner)
        // Where Node has no fence, the folder is empty; where it has, nobody may look.
        #expect(results[0].logs == (results[0].error == nil ? "{}\n0\n" : "{}\n"))
        await runner.stop()
    }

    @Test func blamesNobodyForWhatOthersLeftBehind() async throws {
        let runner = Self.runner()
        let wait = "await new Promise(r => setTimeout(r, 60)); console.log('mine')"
        for left in [
            "const t = require('timers'); t.setTimeout(() => { console.log('late'); throw new Error('late') }, 20)",
            "const t = require('timers'); t.setTimeout(() => Promise.reject(new Error('late')), 20)",
        ] {
            #expect(try await Self.run(left, on: runner)[0].error == nil)
            let next = try await Self.run(wait, on: runner)
            #expect(next[0].error == nil && next[0].logs == "mine\n", "\(left)")
        }
        // The process ends while it waits.
        _ = try await Self.run("require('timers').setTimeout(() => process.exit(), 0)", on: runner)
        try await Self.waitForNode()
        #expect(try await Self.run("console.log('mine')", on: runner)[0].logs == "mine\n")
        await runner.stop()
    }

    /// Takes longer than a process needs to end: it starts another one.
    private static func waitForNode() async throws {
        let other = runner()
        _ = try await run("", on: other)
        await other.stop()
    }

    @Test func cachesForAWhile() async throws {
        let runner = Self.runner()
        _ = try await Self.run("api.cache.set('a', '1'); api.cache.set('b', '2', { ttl: 0.001 })", on: runner)
        let results = try await Self.run(
            """
            const { value } = api.cache.get('a');
            console.log(value, api.cache.get('b'), api.cache.set('x'.repeat(65), '').code, api.cache.set('c', 1).type);
            console.log(api.cache.delete('a').type, api.cache.get('a'), api.cache.set('d', 'x'.repeat(4096)).type,
              api.cache.set('e', 'x'.repeat(4096)).code);
            """, on: runner)
        #expect(
            results[0].logs
                == "1 undefined CacheKeySizeExceeded error\nsuccess undefined success CacheSizeExceeded\n")
        await runner.stop()
    }

    @Test func findsPackagesAndModules() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("packages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in [("one@1.0.0/node_modules/one", "exports.n = 1"), ("node_modules/two", "exports.n = 2")] {
            let package = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: package, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: package.appendingPathComponent("index.js"))
        }
        let runner = Self.runner { $0.packages = folder.path }
        let one = Script.Dependency(name: "one", version: "1.0.0")
        let module = Script.Module(
            name: "shared", code: "exports.key = () => actions.secrets.KEY.length + require('one').n",
            secrets: ["KEY": "four"], dependencies: [one])
        let code = Self.action(
            "console.log(require('one').n, require('two').n, require('actions:shared').key(), typeof require('crypto'))"
        )
        let script = Script(name: "a", code: code, dependencies: [one], modules: [module])
        let outcome = try await runner.run(ScriptFlow("post-login", [script], event: Self.event), of: "t")
        #expect(outcome.results[0].logs == "1 2 5 object\n")
        let without = Script(name: "a", code: Self.action("require('one')"))
        let failed = try await runner.run(ScriptFlow("post-login", [without], event: Self.event), of: "t")
        #expect(failed.results[0].error?.message == "Cannot find module 'one'")
        await runner.stop()
    }

    @Test func saysThatThereIsNoNode() async throws {
        for (path, message) in [
            ("/nowhere/node", "Actions cannot run: there is no program /nowhere/node"),
            ("/bin/true", "Actions cannot run: /bin/true is not Node.js"),
        ] {
            let runner = Self.runner { $0.node = path }
            await #expect { _ = try await Self.run("", on: runner) } throws: { "\($0)" == message }
        }
    }

    @Test func saysWhyAProgramDoesNotStart() async throws {
        try await Self.withPrograms(["node": "\u{1}"]) { folder in
            let runner = Self.runner { $0.node = folder + "/node" }
            let start = "Actions cannot run: \(folder)/node cannot be started: "
            await #expect { _ = try await Self.run("", on: runner) } throws: { "\($0)".hasPrefix(start) }
        }
    }

    /// Processes that are kept ready do not start either: nobody may go on trying them.
    @Test func endsWhereNoProcessCanRun() async throws {
        try await Self.withPrograms(["node": "#!/bin/sh\necho v20.1.0 /bin/false\n"]) { folder in
            let runner = Self.runner { $0.node = folder + "/node" }
            for _ in 0..<4 {
                let results = try await Self.run("", on: runner)
                #expect(results[0].error?.message == "Node.js ended before it ran the action")
            }
            await runner.stop()
        }
    }

    /// As version managers have it.
    @Test func runsOnNodeThatAScriptStarts() async throws {
        try await Self.withPrograms(["node": "#!/bin/sh\nexec node \"$@\"\n"]) { folder in
            let runner = Self.runner { $0.node = folder + "/node" }
            let results = try await Self.run("console.log(1)", on: runner)
            #expect(results[0].logs == "1\n")
            await runner.stop()
        }
    }

    /// An installation that ends because the server does has not failed: it is done later.
    @Test func aStoppedInstallationIsNoProblemOfThePackage() async throws {
        try await Self.withPrograms(["npm": "#!/bin/sh\nexec sleep 60\n"]) { folder in
            let runner = Self.runner {
                $0.node = folder + "/node"
                $0.packages = folder + "/packages"
            }
            let task = Task { try await runner.install(Script.Dependency(name: "one", version: "1.0.0")) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    /// Gives a folder with programs, by name and text.
    private static func withPrograms(_ programs: [String: String], _ test: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("programs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in programs {
            let path = folder.appendingPathComponent(name).path
            let isMade = FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o755])
            try #require(isMade)
        }
        try await test(folder.path)
    }

    @Test func endsWithWhoAsked() async throws {
        let runner = Self.runner()
        let task = Task { try await Self.run("while (true) {}", on: runner) }
        // It runs once another process had to be started for somebody else.
        _ = try await Self.run("", on: runner)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await Self.run("", on: runner)[0].error == nil)
        await runner.stop()
    }

    @Test func runsSeveralAtATime() async throws {
        // Who waits is refused in the end: not here, however busy the machine is.
        let runner = Self.runner {
            $0.processes = 2
            $0.timeout = .seconds(120)
        }
        let logs = try await withThrowingTaskGroup { group in
            for number in 0..<6 {
                group.addTask {
                    try await Self.run("await new Promise(r => setTimeout(r, 5)); console.log(\(number))", on: runner)[
                        0
                    ].logs
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(logs == Set((0..<6).map { "\($0)\n" }))
        await runner.stop()
    }
}
