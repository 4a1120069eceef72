#!/usr/bin/env python3
"""The whole life of a user, a role, an application and a connection, through auth0-python 4."""

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


for engine in engines():
    with Database(engine) as database, Server(database) as server:
        live(connect(f"localhost:{server.port}"), f"localhost:{server.port}")
print("auth0-python 4: a whole life on each engine")
