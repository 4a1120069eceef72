#!/usr/bin/env python3
"""Measures imports, exports and searches of many users: users.py FOLDER_OF_BINARIES [USERS]. PostgreSQL is measured, too, where
GATEHOUSE_TEST_POSTGRES names a cluster. Standard library only."""

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "server"))
os.environ["GATEHOUSE_BINARY"] = os.path.join(sys.argv[1], "gatehouse")
from gatehouse import Database, Server, engines  # noqa: E402

USERS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
FEW = 1_000
REPEATS = 200
UNLIMITED = {"GATEHOUSE_RATE_LIMIT": "1000000/1000000"}
COLOURS, NAMES = ["red", "green", "blue"], ["Ada", "Jan", "Li", "Eva", "Noor", "Sam"]
HASH = "$2b$10$abcdefghijklmnopqrstuuKmbRQT1bZ8OeOKDZ1rTB7mJJpZzO4Ra"


def write_users(path, count):
    """A file of users of about 1 KB, whose passwords are hashed already."""
    chance = random.Random(1)
    with open(path, "w") as file:
        file.write("[")
        for n in range(count):
            user = {
                "email": f"user{n}@example{n % 500}.com", "email_verified": n % 2 == 0, "given_name": chance.choice(NAMES),
                "family_name": f"Broers{n % 977}", "name": f"{chance.choice(NAMES)} {n}", "nickname": f"n{n}",
                "picture": f"https://example.com/{n}.png", "password_hash": HASH,
                "user_metadata": {"colour": chance.choice(COLOURS), "bio": "x" * 450},
                "app_metadata": {"plan": {"name": "gold" if n % 10 == 0 else "free", "seats": n % 1000}, "external_id": f"ext-{n}"},
            }
            file.write(("," if n else "") + json.dumps(user, separators=(",", ":")) + "\n")
        file.write("]")


def report(name, value, target):
    print(f"  {name:52} {value:>24}   target {target}", flush=True)


def run(command, database):
    """Runs a command on a database; gives the seconds it took and the most memory it held, in MB."""
    environment = {**os.environ, "GATEHOUSE_DATABASE": database.address, "GATEHOUSE_DATA": database.folder, "LOG_LEVEL": "error"}
    start = time.monotonic()
    process = subprocess.Popen([os.environ["GATEHOUSE_BINARY"], *command], env=environment, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, (command, status)
    return time.monotonic() - start, usage.ru_maxrss / 1024


def timed(server, token, path, repeats=REPEATS):
    """The 99th percentile of a request, in milliseconds."""
    connection = server.connect()
    times = []
    for _ in range(20):  # what is slow the first time alone does not count
        connection.request("GET", path(), headers={"Authorization": "Bearer " + token})
        connection.getresponse().read()
    for _ in range(repeats):
        start = time.monotonic()
        connection.request("GET", path(), headers={"Authorization": "Bearer " + token})
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.monotonic() - start) * 1000)
        assert answer.status == 200, body
    return statistics.quantiles(times, n=100)[98]


def searches(server, token, count):
    chance = random.Random(3)
    number = lambda: chance.randrange(count)
    q = lambda text: "/api/v2/users?per_page=50&q=" + text.replace(" ", "%20").replace('"', "%22")
    queries = [
        ("term: email", lambda: q(f"email:user{(n := number())}@example{n % 500}.com"), 20),
        ("prefix: email", lambda: q(f"email:user{number()}*"), 20),
        ("range: metadata", lambda: q(f"app_metadata.plan.seats:[{(n := chance.randrange(990))} TO {n + 1}]"), 20),
        ("metadata: external_id", lambda: q(f"app_metadata.external_id:ext-{number()}"), 20),
        ("infix wildcard", lambda: q(f"email:*er{number()}@*"), 500),
    ]
    for name, path, target in queries:
        report(f"p99 of {name}", f"{timed(server, token, path):.1f} ms", f"{target} ms")


def reading(database, count):
    """The 99th percentile of reading one user or another of so many, in milliseconds."""
    chance = random.Random(5)
    with Server(database, environment=UNLIMITED) as server:
        token = server.token()
        found = [server.call("GET", f"/api/v2/users-by-email?email=user{n}@example{n % 500}.com", token=token)
                 for n in (chance.randrange(count) for _ in range(500))]
        paths = ["/api/v2/users/" + users[0]["user_id"].replace("|", "%7C") for _, users in found]
        return timed(server, token, lambda: chance.choice(paths), repeats=5_000)


def reading_few(engine, folder):
    path = os.path.join(folder, "few.json")
    write_users(path, FEW)
    with Database(engine) as database:
        make_tenant(database)
        run(["import", path], database)
        return reading(database, FEW)


def make_tenant(database):
    with Server(database) as server:
        assert server.stop() == 0


def measure(engine, path, folder):
    print(engine, flush=True)
    few = reading_few(engine, folder)
    with Database(engine) as database:
        make_tenant(database)
        took, memory = run(["import", path], database)
        report("imported users per second", f"{USERS / took:.0f}", "20000 on SQLite")
        report("memory of the import", f"{memory:.0f} MB", "200 MB")
        took, _ = run(["export", os.path.join(folder, "out.json")], database)
        report("exported users per second", f"{USERS / took:.0f}", "50000")
        many = reading(database, USERS)
        report(f"GET of a user, p99 against that of {FEW} users", f"{many:.2f}/{few:.2f} ms = {many / few:.2f}", "1.2")
        with Server(database, environment=UNLIMITED) as server:
            searches(server, server.token(), USERS)


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "users.json")
    write_users(path, USERS)
    print(f"{USERS} users, {os.path.getsize(path) / USERS:.0f} bytes each")
    for engine in engines():
        measure(engine, path, folder)
