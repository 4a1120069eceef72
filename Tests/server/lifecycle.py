#!/usr/bin/env python3
"""How the server starts and stops: what it refuses to start with, what it finishes before it ends, what it keeps."""

import os
import socket
import subprocess
import threading

from gatehouse import BINARY, Database, Server, engines


def says_no(*arguments, environment=None):
    """Expects one line on standard error and exit status 2."""
    run = subprocess.run(
        [BINARY, *arguments], env={**os.environ, "LOG_LEVEL": "error", **(environment or {})}, capture_output=True,
        text=True, timeout=60)
    lines = run.stderr.strip().split("\n")
    assert run.returncode == 2, (arguments, run.returncode, run.stderr)
    assert len(lines) == 1 and lines[0].startswith("gatehouse: "), (arguments, run.stderr)
    return lines[0]


def refuses_bad_settings():
    with Database("sqlite") as database:
        no_database = os.path.join(database.folder, "text.sqlite")
        with open(no_database, "w") as file:
            file.write("This is no database, however often one looks at it.\n" * 100)
        config = os.path.join(database.folder, "config.json")
        with open(config, "w") as file:
            file.write("{")
        for arguments in [
            ["--port", "http"], ["--port", "65536"], ["--database", "mysql://x"], ["--issuer", "ftp://x"],
            ["--issuer", "localhost"], ["--rate-limit", "fast"], ["--config", config], ["--config", "/no/such/file"],
            ["--data", "/dev/null/x"], ["--database", "sqlite:/no/such/folder/x.sqlite"],
            ["--database", "sqlite:" + no_database],
            ["--database", "postgres://nobody@127.0.0.1:1/none?connect_timeout=2"],
        ]:
            says_no("serve", *arguments)
        for command in ["token", "migrate"]:
            says_no(command, "--database", "sqlite:" + no_database)
        says_no("token", "--database", database.address)
        says_no("serve", "--database", database.address, environment={"GATEHOUSE_BOOTSTRAP_CLIENT_ID": "x" * 32})


def refuses_a_taken_port():
    with Database("sqlite") as database, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = says_no("serve", "--port", port, "--database", database.address)
        assert port in line, line


def answers_whoever_it_takes_in(engine):
    """Connects all the while that a server starts: a connection that is not refused must be answered."""
    with Database(engine) as database:
        server = Server(database)
        taken = []
        try:
            while len(taken) < 20:
                assert server.process.poll() is None, server.output()
                client = socket.socket()
                try:
                    client.connect(("127.0.0.1", server.port))
                    # While nobody listens, the kernel can connect a socket to itself.
                    if client.getsockname() != client.getpeername():
                        taken.append(client)
                except ConnectionRefusedError:
                    client.close()
            for number, client in enumerate(taken):
                client.settimeout(10)
                client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert client.recv(100).startswith(b"HTTP/1.1 200 "), number
        finally:
            server.kill()
            for client in taken:
                client.close()


def finishes_what_is_in_flight(engine):
    with Database(engine) as database, Server(database) as server:
        token = server.token()
        answers = []
        started = threading.Barrier(9)

        def create(number):
            connection = server.connect()
            connection.connect()
            started.wait()
            try:
                answers.append(server.call("POST", "/api/v2/roles", {"name": f"r{number}"}, token, connection)[0])
            except OSError:
                answers.append(None)

        threads = [threading.Thread(target=create, args=[number]) for number in range(8)]
        for thread in threads:
            thread.start()
        started.wait()
        status = server.stop()
        for thread in threads:
            thread.join()
        assert status == 0, (status, server.output())
        acknowledged = sum(answer == 200 for answer in answers)
        assert all(answer in (200, None) for answer in answers), answers
        with Server(database, port=server.port) as again:
            status, roles = again.call("GET", "/api/v2/roles", token=token)
            assert status == 200 and len(roles) >= acknowledged, (status, roles, acknowledged)


def keeps_everything(engine):
    with Database(engine) as database:
        with Server(database) as first:
            token = first.token()
            status, role = first.call("POST", "/api/v2/roles", {"name": "editor"}, token)
            assert status == 200, role
            assert first.stop() == 0, first.output()
        with Server(database, port=first.port) as second:
            assert second.call("GET", "/api/v2/roles/" + role["id"], token=token) == (200, role)
            assert second.call("GET", "/api/v2/roles", token=second.token()) == (200, [role])
            assert "client_secret" not in second.output()
        # Under another address, the same tenant.
        with Server(database) as moved:
            assert moved.call("GET", "/api/v2/roles", token=moved.token()) == (200, [role])
            assert moved.call("GET", "/api/v2/roles", token=token)[0] == 401


refuses_bad_settings()
refuses_a_taken_port()
for engine in engines():
    answers_whoever_it_takes_in(engine)
    finishes_what_is_in_flight(engine)
    keeps_everything(engine)
print("starting and stopping: as they should be")
