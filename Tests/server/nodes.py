#!/usr/bin/env python3
"""Two servers on one PostgreSQL database are one tenant: what one of them is told, the other one knows. One is killed in the middle of
an import, which the other finishes."""

import http.client
import json
import os
import re
import time
import urllib.parse
import uuid

from gatehouse import Database, Server, engines, free_port

CONNECTION = "Username-Password-Authentication"
PASSWORD = "Correct-Horse-9"
CALLBACK = "https://notes.example/callback"
USERS = int(os.environ.get("GATEHOUSE_TEST_USERS", "20000"))
PATIENCE = 60  # seconds


def call(server, method, path, body=None, token=None, expected=200):
    status, answer = server.call(method, path, body, token)
    assert status == expected, (server.port, method, path, status, answer)
    return answer


def eventually(what, body):
    """Asks until the answer is yes."""
    deadline = time.monotonic() + PATIENCE
    while not body():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def management(one, other):
    token = one.token()
    user = call(one, "POST", "/api/v2/users", {"connection": CONNECTION, "email": "ada@example.com", "password": PASSWORD}, token, 201)
    path = "/api/v2/users/" + user["user_id"].replace("|", "%7C")
    assert call(other, "GET", path, token=token)["email"] == "ada@example.com"
    assert len(call(other, "GET", "/api/v2/users?q=email:ada*", token=token)) == 1
    call(other, "PATCH", path, {"user_metadata": {"colour": "red"}}, token)
    assert call(one, "GET", path, token=token)["user_metadata"] == {"colour": "red"}
    for number in range(40):
        call([one, other][number % 2], "POST", "/api/v2/roles", {"name": f"role {number}"}, token, 200)
    roles = [call(server, "GET", "/api/v2/roles?per_page=100", token=token) for server in (one, other)]
    assert roles[0] == roles[1] and len(roles[0]) == 40


def keys(one, other):
    """A key that one has begun to sign with is known to the other."""
    before = one.token()
    call(one, "POST", "/api/v2/keys/signing/rotate", {}, before, 201)
    after = one.token()
    eventually("the new key", lambda: other.call("GET", "/api/v2/roles", token=after)[0] == 200)
    call(other, "GET", "/api/v2/roles", token=before)


class Browser:
    """Logs in, at whichever server it happens to reach."""

    def __init__(self, issuer):
        self.host = urllib.parse.urlsplit(issuer).netloc
        self.cookies = {}

    def send(self, server, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return answer.status, answer.getheader("Location") or "", text


def logins(one, other, issuer):
    token = one.token()
    client = call(one, "POST", "/api/v2/clients", {
        "name": "Notes", "app_type": "regular_web", "oidc_conformant": True, "callbacks": [CALLBACK],
        "grant_types": ["authorization_code", "refresh_token", "password", "http://auth0.com/oauth/grant-type/password-realm"],
        "refresh_token": {"rotation_type": "rotating", "expiration_type": "expiring"}}, token, 201)
    connection = call(one, "GET", "/api/v2/connections?name=" + CONNECTION, token=token)[0]["id"]
    call(one, "PATCH", f"/api/v2/connections/{connection}/clients", [{"client_id": client["client_id"], "status": True}], token, 204)
    own = {"client_id": client["client_id"], "client_secret": client["client_secret"]}

    # A login begins here, goes on there, and ends here again.
    browser = Browser(issuer)
    query = urllib.parse.urlencode({
        "response_type": "code", "client_id": client["client_id"], "redirect_uri": CALLBACK, "scope": "openid offline_access"})
    _, page, _ = browser.send(one, "GET", "/authorize?" + query)
    status, _, text = browser.send(other, "GET", page)
    assert status == 200, text
    state = re.search(r'name="state" value="([^"]*)"', text)[1]
    _, back, text = browser.send(
        one, "POST", "/u/login", {"state": state, "username": "ada@example.com", "password": PASSWORD})
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
    exchange = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **own}
    tokens = call(other, "POST", "/oauth/token", exchange)
    _, silent, _ = browser.send(other, "GET", "/authorize?prompt=none&" + query)
    assert "code=" in silent, silent

    # A refresh token that is shown twice is good no more, wherever that is.
    renew = lambda server, value: server.call("POST", "/oauth/token", {"grant_type": "refresh_token", "refresh_token": value, **own})
    status, renewed = renew(one, tokens["refresh_token"])
    assert status == 200, renewed
    assert renew(other, tokens["refresh_token"])[0] == 403
    assert renew(one, renewed["refresh_token"])[0] == 403

    # Guesses count wherever they are made.
    guess = {"grant_type": "password", "username": "ada@example.com", "password": "wrong", "realm": CONNECTION, **own}
    for number in range(10):
        assert [one, other][number % 2].call("POST", "/oauth/token", guess)[0] in (403, 429)
    for server in (one, other):
        assert server.call("POST", "/oauth/token", {**guess, "password": PASSWORD})[0] == 429


def work(one, other):
    """One begins an import and is killed; the other finishes it, and takes nobody twice."""
    token = one.token()
    connection = call(one, "GET", "/api/v2/connections?name=" + CONNECTION, token=token)[0]["id"]
    users = json.dumps([{"email": f"user{n}@import.example", "user_metadata": {"about": "x" * 400}} for n in range(USERS)])
    boundary = uuid.uuid4().hex
    parts = [("connection_id", "", connection), ("users", '; filename="users.json"', users)]
    body = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n' for name, more, value in parts)
    sender = http.client.HTTPConnection("127.0.0.1", one.port, timeout=60)
    sender.request("POST", "/api/v2/jobs/users-imports", (body + f"--{boundary}--\r\n").encode(), {
        "Authorization": "Bearer " + token, "Content-Type": "multipart/form-data; boundary=" + boundary})
    answer = sender.getresponse()
    job = json.loads(answer.read())
    assert answer.status == 202, job
    one.kill()
    look = lambda: call(other, "GET", "/api/v2/jobs/" + job["id"], token=token)
    eventually("the import", lambda: look()["status"] == "completed")
    summary = look()["summary"]
    assert summary["inserted"] == summary["total"] == USERS and summary["failed"] == 0, summary
    found = call(other, "GET", "/api/v2/users?include_totals=true&per_page=1&q=email.domain:import.example", token=token)
    assert found["total"] == USERS, found["total"]


def main():
    if "postgres" not in engines():
        print("several servers: there is no PostgreSQL")
        return
    with Database("postgres") as database:
        port = free_port()
        issuer = f"http://localhost:{port}/"
        options = ["--issuer", issuer, "--data", database.folder]
        with Server(database, *options, port=port) as one, Server(database, *options) as other:
            other.url = one.url
            management(one, other)
            keys(one, other)
            logins(one, other, issuer)
            work(one, other)
            assert other.stop() == 0
    print("several servers: passed")


main()
