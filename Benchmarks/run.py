"""What users wait for, against the physical limit: ratios measured in one run on one machine.

Needs wrk, and release builds of `gatehouse` and `baselines`; `make bench` sees to all of it.
"""
import contextlib
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

BINARIES = sys.argv[1] if len(sys.argv) > 1 else ".build/release"
SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
CLIENT_ID, CLIENT_SECRET = "benchmarkClientIdentifier0123456", "benchmark-client-secret-0123456789"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(url, process, deadline=20):
    start = time.time()
    while time.time() - start < deadline:
        try:
            return urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"the server ended with status {process.returncode}")
            time.sleep(0.002)
    raise SystemExit(f"no answer from {url}")


@contextlib.contextmanager
def gatehouse(data):
    port = free_port()
    environment = dict(os.environ, LOG_LEVEL="error", GATEHOUSE_BOOTSTRAP_CLIENT_ID=CLIENT_ID, GATEHOUSE_BOOTSTRAP_CLIENT_SECRET=CLIENT_SECRET)
    start = time.time()
    process = subprocess.Popen([f"{BINARIES}/gatehouse", "serve", "--port", str(port), "--data", data], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}", process, time.time() - start
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def call(base, method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(base + path, json.dumps(body).encode() if body else None, headers, method=method)
    return urllib.request.urlopen(request).read()


def credentials(base, scope="read:users create:users create:roles create:clients create:client_grants create:resource_servers"):
    return dict(grant_type="client_credentials", client_id=CLIENT_ID, client_secret=CLIENT_SECRET, audience=f"{base}/api/v2/", scope=scope)


def wrk(url, connections, script=None, headers=()):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    out = subprocess.run(command + [url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(out)
    unit = {"us": 0.001, "ms": 1, "s": 1000}
    p99, scale = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), float(p99) * unit[scale]


def cpu_seconds(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{process.pid}/status").read())[1]) / 1024


def baseline(*arguments):
    return float(subprocess.run([f"{BINARIES}/baselines", *arguments], capture_output=True, text=True, check=True).stdout)


def report(name, value, target):
    print(f"{name:62} {value:>34}   target {target}", flush=True)


def reading_a_user(folder):
    with gatehouse(f"{folder}/read") as (base, _, _):
        token = json.loads(call(base, "POST", "/oauth/token", credentials(base)))["access_token"]
        user = json.loads(call(base, "POST", "/api/v2/users", dict(connection="Username-Password-Authentication", email="a@example.com", password="Correct-Horse-9-Battery"), token))
        path = f"/api/v2/users/{user['user_id'].replace('|', '%7C')}"
        body = f"{folder}/body.json"
        open(body, "wb").write(call(base, "GET", path, token=token))
        port = free_port()
        bare = subprocess.Popen([f"{BINARIES}/baselines", "bare", "--port", str(port), "--body", body])
        wait_for(f"http://127.0.0.1:{port}/body", bare)
        ours, limit = [], []
        for _ in range(3):  # taken in turns, so that a busy moment of the machine meets both
            limit.append(wrk(f"http://127.0.0.1:{port}/body", 64))
            ours.append(wrk(base + path, 64, headers=[f"Authorization: Bearer {token}"]))
        bare.send_signal(signal.SIGTERM)
    rate, p99 = (statistics.median(x) for x in zip(*ours))
    bare_rate, bare_p99 = (statistics.median(x) for x in zip(*limit))
    report("GET /api/v2/users/{id} against a bare route", f"{rate:.0f}/{bare_rate:.0f} per s = {rate / bare_rate:.2f}", "0.5")
    report("  99th percentile", f"{p99:.1f} ms against {bare_p99:.1f} ms", "-")


def issuing_tokens(folder):
    signatures = baseline("signatures")
    with gatehouse(f"{folder}/tokens") as (base, process, _):
        script = f"{folder}/token.lua"
        token = json.loads(call(base, "POST", "/oauth/token", credentials(base)))["access_token"]
        api = dict(identifier="https://orders.example.com/", scopes=[dict(value="read:orders"), dict(value="write:orders")])
        call(base, "POST", "/api/v2/resource-servers", api, token)
        client = json.loads(call(base, "POST", "/api/v2/clients", dict(name="Orders", app_type="non_interactive"), token))
        grant = dict(client_id=client["client_id"], audience=api["identifier"], scope=["read:orders", "write:orders"])
        call(base, "POST", "/api/v2/client-grants", grant, token)
        body = json.dumps(dict(grant_type="client_credentials", client_id=client["client_id"], client_secret=client["client_secret"], audience=api["identifier"]))
        open(script, "w").write(f"wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '{body}'\n")
        before = cpu_seconds(process)
        rate, _ = wrk(base + "/oauth/token", 16, script)
        per_core = rate * SECONDS / (cpu_seconds(process) - before)
    report("client-credentials tokens per core against bare signatures", f"{per_core:.0f}/{signatures:.0f} per s = {per_core / signatures:.2f}", "0.7")


def creating_roles(folder):
    commits = baseline("commits", "--path", f"{folder}/commits.sqlite")
    with gatehouse(f"{folder}/roles") as (base, _, _):
        token = json.loads(call(base, "POST", "/oauth/token", credentials(base)))["access_token"]
        script = f"{folder}/role.lua"
        open(script, "w").write(
            "local n = 0\nwrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n"
            f"wrk.headers['Authorization'] = 'Bearer {token}'\n"
            "request = function() n = n + 1; return wrk.format(nil, nil, nil, '{\"name\":\"role ' .. n .. '\"}') end\n")
        rate, _ = wrk(base + "/api/v2/roles", 64, script)
    report("durable role creations against bare commits", f"{rate:.0f}/{commits:.0f} per s = {rate / commits:.2f}", "2")


def calling(folder):
    body = f"{folder}/user.json"
    open(body, "w").write(json.dumps(dict(
        user_id="auth0|65f1c2d3e4a5b6c7d8e9f0a1", email="ada@example.com", email_verified=True, name="Ada Lovelace", nickname="ada",
        picture="https://cdn.example.com/ada.png", created_at="2026-01-31T12:00:00.000Z", updated_at="2026-01-31T12:00:00.000Z",
        identities=[dict(connection="Username-Password-Authentication", provider="auth0", user_id="65f1c2d3e4a5b6c7d8e9f0a1", isSocial=False)],
        user_metadata=dict(town="London", born=1815), app_metadata=dict(plan="gold", roles=["editor", "admin"]), logins_count=7)))
    port = free_port()
    bare = subprocess.Popen([f"{BINARIES}/baselines", "bare", "--port", str(port), "--body", body])
    try:
        wait_for(f"http://127.0.0.1:{port}/body", bare)
        out = subprocess.run([f"{BINARIES}/baselines", "client-calls", "--url", f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True).stdout
    finally:
        bare.send_signal(signal.SIGTERM)
        bare.wait(20)
    ours, limit = map(float, out.split())
    report("a call of ManagementClient against bare AsyncHTTPClient", f"{ours:.0f}/{limit:.0f} us = {ours / limit:.2f}", "1.3")


def starting(folder):
    with gatehouse(f"{folder}/start"):
        pass
    times = []
    for _ in range(5):
        with gatehouse(f"{folder}/start") as (_, process, seconds):
            times.append(seconds)
            memory = resident_megabytes(process)
    firsts = []
    for n in range(5):
        with gatehouse(f"{folder}/first{n}") as (_, _, seconds):
            firsts.append(seconds)
    report("start to first answer", f"{1000 * statistics.median(times):.0f} ms", "150 ms")
    report("first start, which makes a tenant and its RSA key", f"{1000 * statistics.median(firsts):.0f} ms", "-")
    report("memory of an idle server", f"{memory:.0f} MB", "60 MB")


with tempfile.TemporaryDirectory() as folder:
    for part in (starting, reading_a_user, issuing_tokens, creating_roles, calling):
        part(folder)
