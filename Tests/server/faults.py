#!/usr/bin/env python3
"""Takes things away from a running server: its disk, its database, its descriptors, its time, its clients. It must go on, say 503
rather than hang or lie, and be as before when it has them back. With `--whole` for longer, and with figures."""

import contextlib
import http.client
import json
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from gatehouse import BINARY, CLIENT_ID, CLIENT_SECRET, CLUSTER, ROOT, Database, Server, engines, free_port

WHOLE = "--whole" in sys.argv
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
PASSWORD = "Correct-Horse-9"
CONNECTION = "Username-Password-Authentication"


def figure(name, value):
    print(f"  {name:66} {value}", flush=True)


def exchange(server, method, path, body=None, headers=None, timeout=60):
    """Sends a request; gives the status, the headers and the seconds it took."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
    connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json", **(headers or {})})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers, time.monotonic() - start


def credentials(server):
    return {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "audience": server.url + "/api/v2/"}


def create(server, token, name):
    return exchange(server, "POST", "/api/v2/roles", {"name": name}, {"Authorization": "Bearer " + token})


def eventually(what, seconds, body):
    """Asks until the answer is yes; gives the seconds it took."""
    start = time.monotonic()
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if body():
                return time.monotonic() - start
        assert time.monotonic() - start < seconds, what
        time.sleep(0.1)


def refused(server, what, answer):
    status, headers, took = answer
    assert status == 503 and headers["Retry-After"], (what, status, took, server.output()[-2000:])
    return took


def sql(statement, address=CLUSTER):
    return subprocess.run(["psql", "--quiet", "--tuples-only", "--no-align", address, "-c", statement], check=True, capture_output=True, text=True).stdout.strip()


# The disk


class SmallDisk:
    """A file system of a few megabytes; none where nobody may mount one."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="gatehouse-disk-")
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", self.path], capture_output=True)
        self.is_there = made.returncode == 0
        return self

    def __exit__(self, *_):
        if self.is_there:
            subprocess.run(["umount", "--lazy", self.path], check=True)
        shutil.rmtree(self.path, ignore_errors=True)


def disk_full():
    with SmallDisk() as disk:
        if not disk.is_there:
            return print("  a full disk: skipped, since nobody may mount one here")
        with Database("sqlite") as database:
            database.address = "sqlite:" + os.path.join(disk.path, "full.sqlite")
            with Server(database) as server:
                token = server.token()
                kept = [f"before {number}" for number in range(20)]
                assert all(create(server, token, name)[0] == 200 for name in kept)
                filler = os.path.join(disk.path, "filler")
                with open(filler, "wb") as file, contextlib.suppress(OSError):
                    while True:
                        file.write(b"x" * 65536)
                        file.flush()
                with contextlib.suppress(OSError), open(filler, "ab", buffering=0) as file:
                    while True:
                        file.write(b"x" * 512)
                # What room the log still has is used up first.
                for number in range(3000):
                    answer = create(server, token, f"full {number}")
                    if answer[0] != 200:
                        break
                    kept.append(f"full {number}")
                refused(server, "a full disk", answer)
                refused(server, "a token with a full disk", exchange(server, "POST", "/oauth/token", credentials(server)))
                time.sleep(1.1)
                refused(server, "readiness with a full disk", exchange(server, "GET", "/readyz"))
                assert exchange(server, "GET", "/healthz")[0] == 200
                assert exchange(server, "GET", "/api/v2/roles", None, {"Authorization": "Bearer " + token})[0] == 200
                os.unlink(filler)
                took = eventually("the disk has room again", 10, lambda: create(server, token, "after")[0] == 200)
                names = all_roles(server, token)
                assert set(kept) <= names, set(kept) - names
                figure("full disk: until it works again when there is room, s", f"{took:.1f}")


def all_roles(server, token):
    names, page = set(), 0
    while True:
        status, roles = server.call("GET", f"/api/v2/roles?per_page=100&page={page}", token=token)
        assert status == 200, roles
        names |= {role["name"] for role in roles}
        if not roles:
            return names
        page += 1


def corrupt():
    """A file with rubbish in the middle says so, and stops nobody's process."""
    with Database("sqlite") as database:
        path = database.address.partition(":")[2]
        with Server(database) as server:
            token = server.token()
            for number in range(50):
                create(server, token, f"r{number}")
            assert server.stop() == 0
        with open(path, "r+b") as file:
            size = os.path.getsize(path)
            for place in range(4096 * 30, size, 4096):
                file.seek(place)
                file.write(os.urandom(4096))
        server = Server(database, port=server.port)
        try:
            with contextlib.suppress(AssertionError):
                server.wait_until_ready(5)
            if server.process.poll() is None:
                statuses = {exchange(server, "GET", path, None, {"Authorization": "Bearer " + token})[0] for path in ("/api/v2/users", "/api/v2/roles", "/api/v2/clients")}
                assert 500 not in statuses, statuses
                time.sleep(1.1)
                refused(server, "readiness with a broken file", exchange(server, "GET", "/readyz"))
            else:
                # It may be killed by the helper, which found it not to be ready, or have said why it cannot start.
                assert server.process.returncode in (2, -9), (server.process.returncode, server.output())
                assert "Fatal" not in server.output(), server.output()
        finally:
            server.kill()


# The database


def read_only():
    """A PostgreSQL server that turns read-only while sessions are open, as one does after a switchover."""
    if not CLUSTER:
        return
    with Database("postgres") as database, Server(database) as server:
        token = server.token()
        assert create(server, token, "before")[0] == 200
        try:
            sql("ALTER SYSTEM SET default_transaction_read_only = on")
            sql("SELECT pg_reload_conf()")
            eventually("read-only", 10, lambda: create(server, token, "x")[0] != 200)
            refused(server, "a read-only database", create(server, token, "during"))
            refused(server, "a token of a read-only database", exchange(server, "POST", "/oauth/token", credentials(server)))
            time.sleep(1.1)
            refused(server, "readiness of a read-only database", exchange(server, "GET", "/readyz"))
        finally:
            subprocess.run(
                ["psql", "--quiet", CLUSTER], text=True, check=True, capture_output=True,
                input="SET default_transaction_read_only = off;\nALTER SYSTEM RESET default_transaction_read_only;\nSELECT pg_reload_conf();\n")
        took = eventually("writable again", 10, lambda: create(server, token, "after")[0] == 200)
        figure("read-only PostgreSQL: until it works again, s", f"{took:.1f}")


class Relay:
    """Passes on bytes to PostgreSQL, until it is told to swallow them."""

    def __init__(self, target):
        self.target, self.is_open = target, True
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self.pump, args=(source, sink), daemon=True).start()

    def pump(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.is_open:
                    continue
                sink.sendall(data)
            sink.close()


def black_hole():
    """A network path on which nothing comes back, and nobody says so."""
    folder = CLUSTER.partition("host=")[2] if CLUSTER else ""
    if not folder:
        return
    with Database("postgres") as database:
        relay = Relay(os.path.join(folder, ".s.PGSQL.5432"))
        database.address = f"postgres://gatehouse@127.0.0.1:{relay.port}/{database.name}"
        with Server(database, "--db-statement-timeout", "2", "--db-connect-timeout", "2", "--db-wait-timeout", "3") as server:
            token = server.token()
            relay.is_open = False
            slowest = 0
            for _ in range(3 if not WHOLE else 12):
                slowest = max(slowest, refused(server, "a token without a database", exchange(server, "POST", "/oauth/token", credentials(server))))
            assert slowest < 10, slowest
            ready = refused(server, "readiness without a database", exchange(server, "GET", "/readyz"))
            assert ready < 10, ready
            assert exchange(server, "GET", "/healthz")[2] < 1
            relay.is_open = True
            took = eventually("the path is there again", 20, lambda: create(server, token, "after")[0] == 200)
            figure("black hole: slowest refusal with limits of 2 s, s", f"{slowest:.1f}")
            figure("black hole: readiness says no after, s", f"{ready:.1f}")
            figure("black hole: until it works again, s", f"{took:.1f}")


def long_lock(engine):
    with Database(engine) as database, Server(database, "--db-lock-timeout", "1") as server:
        token = server.token()
        if engine == "postgres":
            holder = subprocess.Popen(["psql", "--quiet", database.address], stdin=subprocess.PIPE, text=True)
            holder.stdin.write("BEGIN;\nLOCK TABLE roles IN ACCESS EXCLUSIVE MODE;\n")
            holder.stdin.flush()
            free = lambda: (holder.stdin.close(), holder.wait())
        else:
            holder = sqlite3.connect(database.address.partition(":")[2], isolation_level=None)
            holder.execute("BEGIN IMMEDIATE")
            free = lambda: holder.execute("ROLLBACK")
        time.sleep(0.5)
        took = refused(server, "a locked table", create(server, token, "locked"))
        assert took < 8, took
        free()
        eventually("the lock is gone", 10, lambda: create(server, token, "free")[0] == 200)
        figure(f"long lock on {engine}: refused with a limit of 1 s after, s", f"{took:.1f}")


# The machine


def descriptors():
    """A stranger opens more connections than there are descriptors."""
    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))

    with Database("sqlite") as database, Server(database, prepare=few) as server:
        strangers = []
        for _ in range(400):
            stranger = socket.socket()
            stranger.settimeout(2)
            with contextlib.suppress(OSError):
                stranger.connect(("127.0.0.1", server.port))
            strangers.append(stranger)
        time.sleep(3)
        assert server.process.poll() is None, server.output()
        said = None
        for stranger in strangers[100:200]:
            with contextlib.suppress(OSError):
                stranger.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                data = stranger.recv(100)
                if data.startswith(b"HTTP/1.1 503"):
                    said = data
                    break
        assert said, "nobody was told that there are too many"
        for stranger in strangers:
            stranger.close()
        took = eventually("the strangers are gone", 20, lambda: exchange(server, "GET", "/healthz")[0] == 200)
        assert server.process.poll() is None
        assert server.token()
        figure("descriptors: 400 connections at a limit of 256; answers again after, s", f"{took:.1f}")


def clock_steps():
    """The clock goes an hour forward and back: what happens afterwards is still told after what happened before."""
    if not os.path.exists(FAKETIME):
        return print("  clock steps: skipped, since there is no libfaketime")
    with Database("sqlite") as database:
        steps = os.path.join(database.folder, "time")

        def step(offset):
            with open(steps + ".new", "w") as file:
                file.write(offset + "\n")
            os.rename(steps + ".new", steps)

        step("+0")
        environment = {"LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": steps, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        with Server(database, environment=environment) as server:
            def last(token):
                return server.call("GET", "/api/v2/logs?per_page=1&sort=date:-1", token=token)

            def names(token):
                """Names in the order in which the events happened."""
                path = database.address.partition(":")[2]
                with contextlib.closing(sqlite3.connect(path)) as connection:
                    return [row[0] for row in connection.execute("SELECT log_id FROM logs ORDER BY rowid")]

            token = server.token()
            create(server, token, "before")
            step("+3600")
            time.sleep(0.5)
            create(server, token, "ahead")
            user = {"connection": CONNECTION, "email": "ada@example.com", "password": PASSWORD}
            assert exchange(server, "POST", "/api/v2/users", user, {"Authorization": "Bearer " + token})[0] == 201
            job = server.call("POST", "/api/v2/jobs/users-exports", {"format": "json"}, token)
            step("+0")
            time.sleep(0.5)
            assert job[0] == 200, job
            for number in range(3):
                create(server, token, f"back {number}")
            found = names(token)
            assert found == sorted(found), [one for one, next in zip(found, found[1:]) if one > next]
            took = eventually("the job that was enqueued ahead", 60, lambda: server.call("GET", "/api/v2/jobs/" + job[1]["id"], token=token)[1]["status"] == "completed")
            assert server.stop() == 0
        step("+0")
        with Server(database, port=server.port, environment=environment) as server:
            create(server, server.token(), "after a restart")
            found = names(token)
            assert found == sorted(found)
        figure("clock: a job that was enqueued an hour ahead is done after, s", f"{took:.1f}")


def second_process():
    with Database("sqlite") as database, Server(database) as server:
        token = server.token()
        environment = {**os.environ, "GATEHOUSE_DATABASE": database.address, "GATEHOUSE_DATA": database.folder, "LOG_LEVEL": "error"}

        def command(*arguments):
            return subprocess.run([BINARY, *arguments], env=environment, capture_output=True, text=True, timeout=60)

        second = command("serve", "--port", str(free_port()))
        assert second.returncode == 2 and str(server.process.pid) in second.stderr, second
        users = os.path.join(database.folder, "users.json")
        with open(users, "w") as file:
            json.dump([{"email": f"u{number}@example.com"} for number in range(50)], file)
        imported = command("import", users, "--issuer", "https://elsewhere.example/")
        assert imported.returncode == 0 and "50 inserted" in imported.stderr, imported
        exported = command("export")
        assert exported.returncode == 0 and len(exported.stdout.splitlines()) == 50, exported
        # The tenant is where it was: the tokens from before are good, and new ones are given.
        assert create(server, token, "still there")[0] == 200
        assert server.token()
        os.rename(os.path.join(database.folder, "root.key"), users + ".key")
        without = command("token")
        assert without.returncode == 2 and "root.key" in without.stderr, without
        assert not os.path.exists(os.path.join(database.folder, "root.key"))
        os.rename(users + ".key", os.path.join(database.folder, "root.key"))
        assert server.stop() == 0
        for name in os.listdir(database.folder):
            path = os.path.join(database.folder, name)
            assert "sqlite" not in name or os.stat(path).st_mode & 0o077 == 0, name
        # A lost database is not a fresh start.
        old = time.time() - 3600
        os.utime(os.path.join(database.folder, "root.key"), (old, old))
        for name in os.listdir(database.folder):
            if name.startswith("test.sqlite"):
                os.unlink(os.path.join(database.folder, name))
        lost = command("serve", "--port", str(free_port()))
        assert lost.returncode == 2 and "--new-tenant" in lost.stderr, lost


def first_starts():
    """Several servers that start first at once, on one folder of keys, are one tenant."""
    if not CLUSTER:
        return
    for _ in range(2 if not WHOLE else 16):
        with Database("postgres") as database:
            servers = [Server(database, "--issuer", "http://tenant.example/") for _ in range(3)]
            try:
                for server in servers:
                    server.wait_until_ready()
            finally:
                for server in servers:
                    server.kill()


# The clients


def memory(process):
    with open(f"/proc/{process.pid}/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmRSS"))


def slow_bodies():
    with Database("sqlite") as database, Server(database, "--request-timeout", "2", "--stop-timeout", "3") as server:
        def drip(interval):
            """Sends a byte now and then; gives the seconds until the server has had enough."""
            start = time.monotonic()
            with socket.create_connection(("127.0.0.1", server.port)) as client:
                client.sendall(b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                client.settimeout(interval)
                while time.monotonic() - start < 30:
                    try:
                        client.sendall(b" ")
                        if client.recv(1000) == b"":
                            break
                    except TimeoutError:
                        pass
                    except OSError:
                        break
            return time.monotonic() - start

        cut = drip(0.3)
        assert cut < 8, cut
        # Half a body is none.
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{}")
        token = server.token()
        before = memory(server.process)
        body = b"x" * (2 * 1024 * 1024 - 10)
        head = f"POST /api/v2/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        count, peak, statuses = (100 if not WHOLE else 500), before, {}

        def send():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
                client.sendall(head)
                with contextlib.suppress(OSError):
                    client.sendall(body)
                status = client.recv(12)[9:12]
                statuses[status] = statuses.get(status, 0) + 1

        threads = [threading.Thread(target=send) for _ in range(count)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            peak = max(peak, memory(server.process))
            time.sleep(0.05)
        assert set(statuses) <= {b"401"}, statuses
        assert peak - before < 200, (before, peak)
        assert create(server, token, "after")[0] == 200
        dripping = threading.Thread(target=drip, args=[0.2], daemon=True)
        dripping.start()
        time.sleep(0.5)
        start = time.monotonic()
        server.stop()
        stop = time.monotonic() - start
        assert stop < 8, stop
        figure("slow bodies: a dripping body is cut off, with a limit of 2 s, after, s", f"{cut:.1f}")
        figure(f"bodies: {count} of 2 MB without a token take, MB", peak - before)
        figure("stop: with one client dripping, with a limit of 3 s, s", f"{stop:.1f}")


def many_logins():
    """Thousands try to log in at once and leave: whoever comes next need not wait for them."""
    count = 600 if not WHOLE else 2000
    with Database("sqlite") as database, Server(database) as server:
        token = server.token()
        user = {"connection": CONNECTION, "email": "ada@example.com", "password": PASSWORD}
        assert server.call("POST", "/api/v2/users", user, token)[0] == 201
        client = server.call("POST", "/api/v2/clients", {
            "name": "Shop", "grant_types": ["password", "http://auth0.com/oauth/grant-type/password-realm"]}, token)[1]
        connection = server.call("GET", "/api/v2/connections?name=" + CONNECTION, token=token)[1][0]["id"]
        assert server.call("PATCH", f"/api/v2/connections/{connection}/clients", [{"client_id": client["client_id"], "status": True}], token)[0] == 204
        login = {
            "grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": CONNECTION, "username": "ada@example.com", "password": PASSWORD,
            "client_id": client["client_id"], "client_secret": client["client_secret"]}
        status, _, alone = exchange(server, "POST", "/oauth/token", login)
        assert status == 200, status
        body = json.dumps(login).encode()
        text = b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        clients = []
        for _ in range(count):
            one = socket.create_connection(("127.0.0.1", server.port))
            one.sendall(text)
            clients.append(one)
        health = exchange(server, "GET", "/healthz")[2]
        for one in clients:
            one.close()
        status, _, took = exchange(server, "POST", "/oauth/token", login)
        attempts = 1
        while status == 503:
            attempts += 1
            time.sleep(0.5)
            status, _, more = exchange(server, "POST", "/oauth/token", login)
            took += more + 0.5
        assert status == 200 and took < 12, (status, took)
        figure(f"logins: the next one after {count} at once that left took, s (alone {alone:.2f})", f"{took:.1f}")
        figure(f"logins: /healthz meanwhile took, s", f"{health:.2f}")
        # Who stays is answered, or told to come back.
        statuses, threads = {}, []

        def stay():
            with contextlib.suppress(OSError, http.client.HTTPException):
                status = exchange(server, "POST", "/oauth/token", login)[0]
                statuses[status] = statuses.get(status, 0) + 1

        start = time.monotonic()
        for _ in range(count):
            threads.append(threading.Thread(target=stay))
            threads[-1].start()
        for thread in threads:
            thread.join()
        assert set(statuses) <= {200, 503}, statuses
        figure(f"logins: {count} at once that stay: answers, and s until the last one", f"{statuses} {time.monotonic() - start:.1f}")


def kills():
    """Rounds of kill -9 with what must hold after each, for longer than `make test` has time for."""
    if WHOLE:
        environment = {**os.environ, "GATEHOUSE_TEST_CRASHES": os.environ.get("GATEHOUSE_TEST_CRASHES", "44")}
        subprocess.run([sys.executable, os.path.join(ROOT, "Tests/server/crash.py")], env=environment, check=True)


TESTS = [disk_full, corrupt, read_only, black_hole, *[lambda engine=engine: long_lock(engine) for engine in engines()], descriptors, clock_steps, second_process,
         first_starts, slow_bodies, many_logins, kills]

if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if not name.startswith("--")]
    for test in TESTS:
        if chosen and test.__name__ not in chosen:
            continue
        start = time.monotonic()
        test()
        print(f"  ({test.__name__.strip('<>')}: {time.monotonic() - start:.0f} s)", flush=True)
    print("what was taken away: borne")
