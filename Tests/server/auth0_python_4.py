#!/usr/bin/env python3
"""The whole life of a user, a role, an application and a connection, through auth0-python 4."""

import gzip
import io
import json
import time
import urllib.request

from auth0.authentication import GetToken
from auth0.exceptions import Auth0Error
from auth0.management import Auth0

from gatehouse import CLIENT_ID, CLIENT_SECRET, Database, Server, engines


def refused(status, call, *arguments):
    try:
        call(*arguments)
    except Auth0Error as error:
        assert error.status_code == status, error
    else:
        raise AssertionError(f"{call} went well")


def connect(domain):
    tokens = GetToken(domain, CLIENT_ID, client_secret=CLIENT_SECRET, protocol="http")
    token = tokens.client_credentials(f"http://{domain}/api/v2/")["access_token"]
    api = Auth0(domain, token)
    for resource in vars(api).values():
        if hasattr(resource, "protocol"):
            resource.protocol = "http"
    return api


def live(api, domain):
    notes = api.resource_servers.create(
        {"identifier": "https://notes.example/", "scopes": [{"value": "read:notes"}, {"value": "write:notes"}]})
    permission = {"resource_server_identifier": "https://notes.example/", "permission_name": "read:notes"}
    role = api.roles.create({"name": "editor", "description": "May edit"})
    api.roles.add_permissions(role["id"], [permission])
    assert api.roles.list_permissions(role["id"])["permissions"][0]["permission_name"] == "read:notes"

    connection = api.connections.create({"name": "People", "strategy": "auth0"})
    assert api.connections.update(connection["id"], {"options": {"passwordPolicy": "fair"}})["id"] == connection["id"]
    user = api.users.create(
        {"connection": "People", "email": "ada@example.com", "password": "Difference-Engine-1842", "name": "Ada"})
    identifier = user["user_id"]
    assert identifier.startswith("auth0|") and not user["email_verified"], user
    changed = api.users.update(identifier, {"user_metadata": {"born": 1815}, "nickname": "ada"})
    assert changed["user_metadata"] == {"born": 1815}, changed
    assert api.users.get(identifier, fields=["email"]) == {"email": "ada@example.com"}
    assert api.users.list(per_page=10)["total"] == 1
    assert api.users_by_email.search_users_by_email("ada@example.com")[0]["user_id"] == identifier
    api.users.add_roles(identifier, [role["id"]])
    assert [held["name"] for held in api.users.list_roles(identifier)["roles"]] == ["editor"]
    assert [holder["user_id"] for holder in api.roles.list_users(role["id"])["users"]] == [identifier]
    api.users.add_permissions(identifier, [{**permission, "permission_name": "write:notes"}])
    names = {held["permission_name"] for held in api.users.list_permissions(identifier)["permissions"]}
    assert "write:notes" in names, names
    api.users.remove_roles(identifier, [role["id"]])
    refused(409, api.users.create, {"connection": "People", "email": "ada@example.com", "password": "Another-One-1842"})

    client = api.clients.create({"name": "Job", "app_type": "non_interactive", "grant_types": ["client_credentials"]})
    grant = api.client_grants.create(
        {"client_id": client["client_id"], "audience": "https://notes.example/", "scope": ["read:notes"]})
    tokens = GetToken(domain, client["client_id"], client_secret=client["client_secret"], protocol="http")
    issued = tokens.client_credentials("https://notes.example/")
    assert issued["scope"] == "read:notes" and issued["token_type"] == "Bearer", issued
    assert api.client_grants.update(grant["id"], {"scope": ["write:notes"]})["scope"] == ["write:notes"]
    rotated = api.clients.rotate_secret(client["client_id"])
    assert rotated["client_secret"] != client["client_secret"]
    refused(401, tokens.client_credentials, "https://notes.example/")

    api.client_grants.delete(grant["id"])
    api.clients.delete(client["client_id"])
    api.users.delete(identifier)
    refused(404, api.users.get, identifier)
    api.connections.delete(connection["id"])
    api.roles.delete(role["id"])
    refused(404, api.roles.get, role["id"])
    api.resource_servers.delete(notes["id"])


def finished(api, job):
    """A job when it is completed."""
    deadline = time.monotonic() + 60
    while True:
        known = api.jobs.get(job["id"])
        if known["status"] == "completed":
            return known
        assert known["status"] in ("pending", "processing") and time.monotonic() < deadline, known
        time.sleep(0.05)


def import_search_link_and_export(api):
    """Many users come from a file, are searched for, linked and parted, and go to a file."""
    connection = api.connections.create({"name": "Scientists", "strategy": "auth0"})
    people = [{"email": f"{name}@example.com", "given_name": name} for name in ("ada", "grace", "joan")]
    file = io.BytesIO(json.dumps([*people, {"email": "nobody"}]).encode())
    job = finished(api, api.jobs.import_users(connection["id"], file, external_id="first"))
    assert job["summary"] == {"failed": 1, "updated": 0, "inserted": 3, "total": 4}, job
    failed, = api.jobs.get_failed_job(job["id"])
    assert failed["user"]["email"] == "nobody" and failed["errors"][0]["path"] == "email", failed
    file = io.BytesIO(json.dumps([{**people[0], "nickname": "countess"}]).encode())
    job = finished(api, api.jobs.import_users(connection["id"], file, upsert=True))
    assert job["summary"] == {"failed": 0, "updated": 1, "inserted": 0, "total": 1}, job

    mine = 'identities.connection:"Scientists"'
    page = api.users.list(q=mine, sort="given_name:-1", per_page=2)
    assert [user["given_name"] for user in page["users"]] == ["joan", "grace"], page
    assert (page["start"], page["limit"], page["length"], page["total"]) == (0, 2, 2, 3), page
    ada, grace, joan = api.users.list(q=mine, sort="given_name:1", include_totals=False)
    assert ada["nickname"] == "countess", ada
    found = api.users.list(q="nickname:countess", search_engine="v3", fields=["email"])
    assert found["users"] == [{"email": "ada@example.com"}], found
    refused(400, lambda: api.users.list(q="given_name:(ada"))

    other = grace["identities"][0]["user_id"]
    linked = api.users.link_user_account(ada["user_id"], {"provider": "auth0", "user_id": other})
    assert [identity["user_id"] for identity in linked] == [ada["identities"][0]["user_id"], other], linked
    refused(404, api.users.get, grace["user_id"])
    assert len(api.users.unlink_user_account(ada["user_id"], "auth0", other)) == 1
    assert api.users.get(grace["user_id"])["email"] == "grace@example.com"

    wanted = {"connection_id": connection["id"], "format": "json", "fields": [{"name": "email"}]}
    job = finished(api, api.jobs.export_users(wanted))
    with urllib.request.urlopen(job["location"]) as answer:
        lines = gzip.decompress(answer.read()).decode().splitlines()
    assert sorted(json.loads(line)["email"] for line in lines) == [user["email"] for user in people], lines
    for user in (ada, grace, joan):
        api.users.delete(user["user_id"])
    api.connections.delete(connection["id"])


for engine in engines():
    with Database(engine) as database, Server(database) as server:
        api = connect(f"localhost:{server.port}")
        live(api, f"localhost:{server.port}")
        import_search_link_and_export(api)
print("auth0-python 4: a whole life on each engine")
