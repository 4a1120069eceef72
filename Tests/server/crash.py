#!/usr/bin/env python3
"""Kills the server in the middle of a storm of creations, again and again. Whatever was acknowledged must be there
afterwards, nothing may be there by half, and the server must start as if nothing had been."""

import http.client
import os
import random
import sys
import threading
import time

from gatehouse import Database, Server, engines

ROUNDS = int(os.environ.get("GATEHOUSE_TEST_CRASHES", "50"))
LONGEST = 80  # seconds on each engine
WRITERS = 6


class Storm:
    """Creates roles, APIs with a scope each and users, until the server is gone; remembers what it acknowledged."""

    def __init__(self, server, token, number):
        self.server, self.token, self.number = server, token, number
        self.acknowledged = []
        self.unexpected = []
        self.threads = [threading.Thread(target=self.create, args=[writer]) for writer in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def create(self, writer):
        connection = self.server.connect()
        count = 0
        while True:
            count += 1
            name = f"{self.number}-{writer}-{count}"
            try:
                if count % 10 == 0:
                    user = {"connection": "Username-Password-Authentication", "email": f"u{name}@example.com", "password": "Correct-Horse-9"}
                    status, made = self.server.call("POST", "/api/v2/users", user, self.token, connection)
                elif count % 2:
                    status, made = self.server.call("POST", "/api/v2/roles", {"name": name}, self.token, connection)
                else:
                    api = {"identifier": "urn:" + name, "scopes": [{"value": "use"}]}
                    status, made = self.server.call("POST", "/api/v2/resource-servers", api, self.token, connection)
            except (OSError, ValueError, http.client.HTTPException) as error:
                if self.server.process.poll() is None and not self.ends:
                    self.unexpected.append(repr(error))
                return
            if status not in (200, 201):
                self.unexpected.append((status, made))
                return
            self.acknowledged.append(made.get("id") or made["user_id"])

    ends = False

    def wait(self):
        for thread in self.threads:
            thread.join()


def listed(server, token, path, member, condition=""):
    """All items of a list."""
    items, page = [], 0
    while True:
        status, answer = server.call(
            "GET", f"/api/v2/{path}?per_page=100&page={page}&include_totals=true{condition}", token=token)
        assert status == 200, answer
        items += answer[member]
        if not answer[member]:
            return items
        page += 1


def check(server, token, acknowledged):
    roles = {role["id"]: role for role in listed(server, token, "roles", "roles")}
    apis = {api["id"]: api for api in listed(server, token, "resource-servers", "resource_servers")}
    users = {user["user_id"]: user for user in listed(server, token, "users", "users")}
    there = roles.keys() | apis.keys() | users.keys()
    lost = [identifier for identifier in acknowledged if identifier not in there]
    halves = [api for api in apis.values() if not api.get("is_system") and api["scopes"] != [{"value": "use"}]]
    # A user whose identity is not there would be in no connection's list.
    known = listed(server, token, "users", "users", "&connection=Username-Password-Authentication")
    halves += [user for user in users.values() if user["user_id"] not in {one["user_id"] for one in known}]
    assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged are lost: {lost[:3]}"
    assert not halves, f"half there: {halves[:3]}"


def crash(engine):
    chance = random.Random(1)
    start = time.monotonic()
    acknowledged, rounds, port = [], 0, None
    with Database(engine) as database:
        while rounds < ROUNDS and time.monotonic() - start < LONGEST:
            rounds += 1
            with Server(database, port=port) as server:
                port = server.port
                token = server.token()
                if rounds % 10 == 1:
                    check(server, token, acknowledged)
                storm = Storm(server, token, rounds)
                time.sleep(chance.uniform(0.05, 0.4))
                storm.ends = True
                server.kill()
                storm.wait()
                assert not storm.unexpected, storm.unexpected
                acknowledged += storm.acknowledged
        with Server(database, port=port) as server:
            check(server, server.token(), acknowledged)
            assert server.stop() == 0
    took = time.monotonic() - start
    print(f"{engine}: killed {rounds} times, {len(acknowledged)} acknowledged, none lost, {took:.0f} s", flush=True)
    return rounds == ROUNDS


if not all([crash(engine) for engine in engines()]):
    sys.exit("there was no time for all rounds")
