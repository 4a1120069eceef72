#!/usr/bin/env python3
"""Measures what users wait for, against what bounds it in the same run: an answer that needs no work, and the disk.

The numbers are of one machine that client and server share; what they mean is in the shares.
"""

import asyncio
import os
import sys
import tempfile
import time

from gatehouse import BINARY, CLIENT_ID, CLIENT_SECRET, Database, Server, engines

SECONDS = float(os.environ.get("GATEHOUSE_BENCH_SECONDS", "5"))
CONNECTIONS = 16


def request(method, path, body="", token=None):
    """A function that gives the bytes of the n-th request."""
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""

    def of(number):
        content = body.replace("#", str(number))
        return (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{authorization}"
            f"Content-Length: {len(content)}\r\n\r\n{content}").encode()

    return of


async def answer(reader):
    """Reads one answer; gives its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    start = head.find(b"content-length:")
    if start >= 0:
        await reader.readexactly(int(head[start + 15:head.index(b"\r\n", start)]))
    return int(head[9:12])


async def load(port, of):
    """How many requests a second are answered, and the slowest but one in a hundred, in milliseconds."""
    waits, number = [], 0
    end = time.perf_counter() + SECONDS

    async def ask():
        nonlocal number
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (start := time.perf_counter()) < end:
            number += 1
            writer.write(of(number))
            status = await answer(reader)
            assert status < 300, status
            waits.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*[ask() for _ in range(CONNECTIONS)])
    waits.sort()
    return len(waits) / SECONDS, waits[int(len(waits) * 0.99)] * 1000


def flushes():
    """How often a second this disk takes note of a write."""
    with tempfile.TemporaryFile(dir=os.path.dirname(BINARY)) as file:
        count, end = 0, time.perf_counter() + 1
        while time.perf_counter() < end:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            count += 1
    return count


def measure(engine):
    with Database(engine) as database, Server(database) as server:
        token = server.token()
        role = server.call("POST", "/api/v2/roles", {"name": "one"}, token)[1]
        grant = (
            f'{{"grant_type":"client_credentials","client_id":"{CLIENT_ID}","client_secret":"{CLIENT_SECRET}",'
            f'"audience":"{server.url}/api/v2/"}}')
        rows = [
            ("nothing: GET /healthz", request("GET", "/healthz")),
            ("a role: GET /roles/{id}", request("GET", "/api/v2/roles/" + role["id"], token=token)),
            ("a page of 50: GET /roles", request("GET", "/api/v2/roles", token=token)),
            ("a new role: POST /roles", request("POST", "/api/v2/roles", '{"name":"r#"}', token)),
            ("a token: POST /oauth/token", request("POST", "/oauth/token", grant)),
        ]
        print(f"\n{engine:28} {'each second':>12} {'of nothing':>11} {'99 % within':>12}")
        bound = None
        for name, of in rows:
            rate, slow = asyncio.run(load(server.port, of))
            bound = bound or rate
            print(f"{name:28} {rate:12.0f} {rate / bound:11.0%} {slow:9.1f} ms", flush=True)
            if name.startswith("a new role"):
                print(f"{'':28} {rate / flushed:12.1f} creations for each flush that the disk could do alone")


if "release" not in BINARY:
    sys.exit("set GATEHOUSE_BINARY to a release build")
flushed = flushes()
print(f"flushes of the disk each second: {flushed}")
for engine in engines():
    measure(engine)
