"""Runs the server as a process, for tests that want a real one. Standard library only."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("GATEHOUSE_BINARY", os.path.join(ROOT, ".build", "debug", "gatehouse"))
CLUSTER = os.environ.get("GATEHOUSE_TEST_POSTGRES")
CLIENT_ID = "testClientIdentifier0123456789ab"
CLIENT_SECRET = "test-client-secret-0123456789-abcdefghijklmnop"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Database:
    """A database of a test's own, on one of the engines."""

    def __init__(self, engine):
        self.engine = engine
        self.folder = tempfile.mkdtemp(prefix="gatehouse-test-")
        if engine == "sqlite":
            self.address = "sqlite:" + os.path.join(self.folder, "test.sqlite")
            return
        self.name = "gatehouse_" + uuid.uuid4().hex
        address, _, options = CLUSTER.partition("?")
        self.address = address.rpartition("/")[0] + "/" + self.name + ("?" + options if options else "")
        subprocess.run(["psql", "--quiet", CLUSTER, "-c", f"CREATE DATABASE {self.name}"], check=True)

    def drop(self):
        if self.engine == "postgres":
            command = f"DROP DATABASE {self.name} WITH (FORCE)"
            subprocess.run(["psql", "--quiet", CLUSTER, "-c", command], check=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.drop()


def engines():
    """SQLite, and PostgreSQL where there is a cluster."""
    return ["sqlite", "postgres"] if CLUSTER else ["sqlite"]


class Server:
    """A server process on a free port."""

    def __init__(self, database, *options, port=None, environment=None, prepare=None):
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        settings = {
            "GATEHOUSE_BOOTSTRAP_CLIENT_ID": CLIENT_ID, "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET": CLIENT_SECRET,
            "GATEHOUSE_DATABASE": database.address, "GATEHOUSE_DATA": database.folder, "GATEHOUSE_PORT": str(self.port),
            "LOG_LEVEL": "error",
        }
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", str(self.port), *options], env={**os.environ, **settings, **(environment or {})},
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, preexec_fn=prepare)

    def wait_until_ready(self, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if self.call("GET", "/readyz")[0] == 200:
                    return self
            except (OSError, http.client.BadStatusLine):
                # While nobody listens, the kernel can connect a socket to itself: then it reads what it sent.
                time.sleep(0.01)
        self.kill()
        raise AssertionError(f"the server did not start: {self.output()}")

    def output(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def connect(self, timeout=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def call(self, method, path, body=None, token=None, connection=None):
        """Sends a request; gives the status and the answer's JSON."""
        own = connection or self.connect()
        try:
            headers = {"Content-Type": "application/json"}
            if token:
                headers["Authorization"] = "Bearer " + token
            own.request(method, path, None if body is None else json.dumps(body), headers)
            answer = own.getresponse()
            content = answer.read()
            is_json = "json" in (answer.getheader("Content-Type") or "")
            return answer.status, json.loads(content) if content and is_json else None
        finally:
            if connection is None:
                own.close()

    def token(self):
        """A token that may do everything, got as an application gets it."""
        status, answer = self.call("POST", "/oauth/token", {
            "grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET,
            "audience": self.url + "/api/v2/"})
        assert status == 200, (status, answer)
        return answer["access_token"]

    def kill(self):
        """Ends the process at once, in the middle of whatever it does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=30):
        """Asks the process to end; gives its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def __enter__(self):
        try:
            return self.wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def __exit__(self, *_):
        self.kill()
        self.log.close()
