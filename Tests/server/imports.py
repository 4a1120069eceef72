#!/usr/bin/env python3
"""Kills the server in the middle of an import, again and again. In the end every user of the file must be there, once."""

import json
import os
import random
import sys
import time
import uuid

from gatehouse import Database, Server, engines

KILLS = int(os.environ.get("GATEHOUSE_TEST_IMPORT_KILLS", "20"))
USERS = 6_000
LONGEST = 150  # seconds on each engine


def upload(server, token, users):
    """Sends a file of users; gives the job."""
    status, connections = server.call("GET", "/api/v2/connections?strategy=auth0", token=token)
    assert status == 200, connections
    boundary = uuid.uuid4().hex
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="connection_id"\r\n\r\n{connections[0]["id"]}\r\n']
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="users"; filename="users.json"\r\n\r\n')
    body = ("".join(parts) + json.dumps(users) + f"\r\n--{boundary}--\r\n").encode()
    connection = server.connect()
    connection.request("POST", "/api/v2/jobs/users-imports", body, {
        "Authorization": "Bearer " + token, "Content-Type": f"multipart/form-data; boundary={boundary}"})
    answer = connection.getresponse()
    job = json.loads(answer.read())
    assert answer.status == 202, job
    return job


def count(server, token):
    status, answer = server.call("GET", "/api/v2/users?per_page=0&include_totals=true", token=token)
    assert status == 200, answer
    return answer["total"]


def crash(engine):
    chance = random.Random(2)
    start = time.monotonic()
    users = [{"email": f"u{n}@example.com", "user_metadata": {"n": n, "bio": "x" * 600}} for n in range(USERS)]
    kills, middles, port, job = 0, 0, None, None
    with Database(engine) as database:
        while True:
            with Server(database, port=port) as server:
                port = server.port
                token = server.token()
                if job is None:
                    job = upload(server, token, users)
                if kills < KILLS and time.monotonic() - start < LONGEST:
                    time.sleep(chance.uniform(0.05, 0.5))
                    status, known = server.call("GET", f"/api/v2/jobs/{job['id']}", token=token)
                    middles += known["status"] != "completed"
                    server.kill()
                    kills += 1
                    continue
                while True:
                    status, known = server.call("GET", f"/api/v2/jobs/{job['id']}", token=token)
                    assert status == 200 and known["status"] != "failed", known
                    if known["status"] == "completed":
                        break
                    assert time.monotonic() - start < 2 * LONGEST, known
                    time.sleep(0.1)
                expected = {"failed": 0, "updated": 0, "inserted": USERS, "total": USERS}
                assert known["summary"] == expected, known
                assert count(server, token) == USERS
                status, last = server.call("GET", f"/api/v2/users?q=user_metadata.n:{USERS - 1}", token=token)
                assert len(last) == 1, last
                assert server.stop() == 0
                break
    took = time.monotonic() - start
    print(f"{engine}: killed {kills} times, {middles} of them in the middle; {USERS} users, each once, {took:.0f} s", flush=True)
    return middles > 0


if not all([crash(engine) for engine in engines()]):
    sys.exit("no kill met the import")
