import Contract
import Scripts
import TestKit
import Testing

/// A tenant's code against the server that runs it.
@Suite("Confinement of actions") struct ConfinementTests {
    static let attacks: [String] = [
        "process.kill(process.ppid, 'SIGKILL')", "process.kill(process.ppid, 0)", "process.kill(-1, 'SIGKILL')",
        "process.kill(1, 0)", "process.kill(0, 'SIGKILL')", "process.kill(-process.pid, 0)", "process.setuid(0)",
        "process.setuid(1)", "process.setgid(0)",
        "process.setgroups([0])", "require('child_process').execSync('id')",
        "require('child_process').spawnSync('/bin/sh', ['-c', 'true']).error && (() => { throw new Error('no') })()",
        "require('fs').readFileSync('/etc/passwd')", "require('fs').readFileSync('/etc/shadow')",
        "require('fs').readFileSync(`/proc/${process.ppid}/environ`)",
        "require('fs').readFileSync(`/proc/${process.ppid}/mem`)",
        "require('fs').readdirSync('/')", "require('fs').readdirSync('/proc')", "require('fs').readdirSync('/tmp')",
        "require('fs').writeFileSync('/tmp/gatehouse-was-here', '')", "require('fs').writeFileSync('x', '')",
        "require('fs').mkdirSync('/tmp/gatehouse-folder')",
        "require('fs').symlinkSync('/etc/passwd', '/tmp/gatehouse-link')",
        "require('os').setPriority(process.ppid, 19)",
        "await new Promise((done, fail) => require('net').connect('/run/nobody.sock').on('error', (e) => "
            + "fail(e.code === 'EPERM' ? e : new Error('reached'))).on('connect', done))"
            + ".catch((e) => { if (e.code === 'EPERM') throw e; })",
        "require('fs').chmodSync('/tmp', 0o777)", "require('fs').utimesSync('/tmp', 1, 1)",
        "process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')",
    ]

    @Test(arguments: attacks) func `is refused`(_ attack: String) async throws {
        let runner = ScriptRunner(ScriptSettings())
        let result = try await Self.run("\(attack); console.log('done')", on: runner)
        #expect(result.error != nil && !result.logs.contains("done"), "\(result.logs)")
        // Whoever comes next finds everything as it was.
        #expect(try await Self.run("console.log(1 + 1)", on: runner).logs == "2\n")
        await runner.stop()
    }

    @Test func `this machine confines all of it`() async {
        #expect(await ScriptRunner.missingConfinement() == [])
    }

    @Test func `nothing is left for the next run`() async throws {
        let runner = ScriptRunner(ScriptSettings())
        _ = try await Self.run(
            """
            Object.prototype.spoiled = 1; require('crypto').randomBytes = () => 'mine'; process.env.SPOILED = '1';
            require('timers').setInterval(() => {}, 1); process.title = 'spoiled';
            """, on: runner)
        let pids = try await Self.run("console.log(process.pid)", on: runner)
        let next = try await Self.run(
            """
            console.log(({}).spoiled, typeof require('crypto').randomBytes(4), process.env.SPOILED, process.title !== 'spoiled')
            """, on: runner)
        #expect(next.logs == "undefined object undefined true\n")
        #expect(try await Self.run("console.log(process.pid)", on: runner).logs != pids.logs)
        await runner.stop()
    }

    @Test func `actions still reach what they may`() async throws {
        let runner = ScriptRunner(ScriptSettings())
        let result = try await Self.run(
            """
            const { Worker } = require('worker_threads');
            const { lookup } = require('dns').promises;
            console.log((await lookup('localhost')).address.length > 2);
            console.log(await fetch('http://127.0.0.1:9/').then(() => 'answered', (e) => e.name));
            console.log(require('crypto').createHash('sha256').update('x').digest('hex').length);
            """, on: runner)
        #expect(result.error == nil && result.logs == "true\nTypeError\n64\n", "\(result)")
        await runner.stop()
    }

    @Test func `secrets are hidden in logs, whatever stands beside them`() async throws {
        let runner = ScriptRunner(ScriptSettings())
        let script = Script(
            name: "a",
            code: """
                exports.onExecutePostLogin = async (event) => {
                  console.log('\\u0600' + event.secrets.KEY + '\\u0301');
                  throw new Error('\\u070F' + event.secrets.KEY + '\\uFE0F');
                };
                """, secrets: ["KEY": "tell-nobody"])
        let flow = ScriptFlow("post-login", [script], event: ["tenant": ["id": "t"]])
        let result = try #require(try await runner.run(flow, of: "t").results.first)
        #expect(!result.logs.containsExactly("tell-nobody"))
        #expect(result.error?.message.containsExactly("tell-nobody") == false)
        await runner.stop()
    }

    private static func run(_ body: String, on runner: ScriptRunner) async throws -> ScriptResult {
        let script = Script(name: "a", code: "exports.onExecutePostLogin = async (event, api) => { \(body) };")
        let flow = ScriptFlow("post-login", [script], event: ["tenant": ["id": "t"], "user": ["user_id": "u"]])
        return try #require(try await runner.run(flow, of: "t").results.first)
    }
}
