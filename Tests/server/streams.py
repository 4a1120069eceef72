#!/usr/bin/env python3
"""Follows the log of a server that is killed twice, by a receiver that fails, stalls and is away for a while. Every event that
was acknowledged must arrive, at least once, and those of each writer in the order in which they happened."""

import http.client
import http.server
import json
import os
import ssl
import subprocess
import tempfile
import threading
import time

from gatehouse import Database, Server, engines, free_port

EVENTS = int(os.environ.get("GATEHOUSE_TEST_EVENTS", "5000"))
WRITERS = 4
KILLS = 2
PATIENCE = 120  # seconds until all must have arrived


class Receiver:
    """Takes what Splunk takes, and misbehaves."""

    def __init__(self, folder):
        self.port = free_port()
        self.certificate, self.key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True)
        self.names, self.requests, self.server = [], 0, None
        self.open()

    def open(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                receiver.requests += 1
                if receiver.requests == 20:  # stalls, and hangs up without an answer
                    time.sleep(3)
                    self.close_connection = True
                    return
                if receiver.requests % 15 == 0:
                    return self.answer(500)
                receiver.take(body)
                if receiver.requests % 25 == 0:  # took it, and nobody learns of it
                    self.close_connection = True
                    return
                self.answer(200)

            def answer(self, status):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, body):
        decoder, at = json.JSONDecoder(), 0
        while at < len(body):
            event, at = decoder.raw_decode(body, at)
            while at < len(body) and body[at].isspace():
                at += 1
            data = event["event"]["data"]
            if data["description"] == "Create a role":
                self.names.append(data["details"]["request"]["body"]["name"])

    def restart(self, pause):
        self.server.shutdown()
        self.server.server_close()
        time.sleep(pause)
        self.open()


class Writers:
    """Create roles, one after the other, until the server is gone or there are enough."""

    def __init__(self, counts):
        self.counts, self.acknowledged, self.unexpected = counts, [], []

    def run(self, server, until):
        self.until = until
        token = server.token()
        self.threads = [threading.Thread(target=self.write, args=[server, token, number]) for number in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def write(self, server, token, writer):
        connection = server.connect()
        while len(self.acknowledged) < self.until:
            self.counts[writer] += 1
            name = f"{writer}-{self.counts[writer]}"
            try:
                status, made = server.call("POST", "/api/v2/roles", {"name": name}, token, connection)
            except (OSError, ValueError, http.client.HTTPException) as error:
                if server.process.poll() is None and not server.is_ending:
                    self.unexpected.append(repr(error))
                return
            if status not in (200, 201):
                self.unexpected.append((status, made))
                return
            self.acknowledged.append(name)

    def wait(self):
        for thread in self.threads:
            thread.join()


def follow(engine, folder):
    receiver = Receiver(folder)
    stream = {"name": "to the receiver", "type": "splunk", "sink": {
        "splunkDomain": "127.0.0.1", "splunkPort": str(receiver.port), "splunkToken": "11111111-2222-3333-4444-555555555555",
        "splunkSecure": False}}
    with Database(engine) as database:
        writers, port = Writers([0] * WRITERS), free_port()
        for life in range(KILLS + 1):
            with Server(database, "--outbound", "any", port=port) as server:
                server.is_ending = False
                if life == 0:
                    status, made = server.call("POST", "/api/v2/log-streams", stream, server.token())
                    assert status == 200, (status, made)
                writers.run(server, EVENTS * (life + 1) // (KILLS + 1))
                receiver.restart(pause=1)
                if life < KILLS:
                    while len(writers.acknowledged) < EVENTS * (life + 1) // (KILLS + 1) - WRITERS * 5:
                        time.sleep(0.01)
                    server.is_ending = True
                    server.kill()
                    writers.wait()
                    continue
                writers.wait()
                deadline = time.monotonic() + PATIENCE
                while not set(writers.acknowledged) <= set(receiver.names) and time.monotonic() < deadline:
                    time.sleep(0.1)
        check(engine, writers, receiver)
    receiver.server.shutdown()


def check(engine, writers, receiver):
    assert not writers.unexpected, writers.unexpected[:3]
    missing = set(writers.acknowledged) - set(receiver.names)
    assert not missing, f"{len(missing)} events did not arrive, as {sorted(missing)[:3]}"
    for writer in range(WRITERS):
        first = list(dict.fromkeys(name for name in receiver.names if name.startswith(f"{writer}-")))
        numbers = [int(name.partition("-")[2]) for name in first]
        assert numbers == sorted(numbers), f"writer {writer}'s events came in another order"
    again = len(receiver.names) - len(set(receiver.names))
    print(f"{engine}: {len(writers.acknowledged)} events in {receiver.requests} requests, {again} of them told again")


for engine in engines():
    with tempfile.TemporaryDirectory() as folder:
        follow(engine, folder)
