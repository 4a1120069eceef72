#!/usr/bin/env python3
"""The whole life of a user, a role, an application and a connection, through auth0-python 6."""

from auth0.authentication import GetToken
from auth0.management.client import Auth0
from auth0.management.core.api_error import ApiError

from gatehouse import CLIENT_ID, CLIENT_SECRET, Database, Server, engines


def refused(status, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except ApiError as error:
        assert error.status_code == status, error
    else:
        raise AssertionError(f"{call} went well")


def connect(domain):
    tokens = GetToken(domain, CLIENT_ID, client_secret=CLIENT_SECRET, protocol="http")
    token = tokens.client_credentials(f"http://{domain}/api/v2/")["access_token"]
    return Auth0(base_url=f"http://{domain}/api/v2", token=token)


def live(api, domain):
    notes = api.resource_servers.create(
        identifier="https://notes.example/", scopes=[{"value": "read:notes"}, {"value": "write:notes"}])
    permission = {"resource_server_identifier": "https://notes.example/", "permission_name": "read:notes"}
    role = api.roles.create(name="editor", description="May edit")
    api.roles.permissions.add(role.id, permissions=[permission])
    assert [held.permission_name for held in api.roles.permissions.list(role.id)] == ["read:notes"]
    for number in range(5):
        api.roles.create(name=f"role-{number}")
    assert len([listed.name for listed in api.roles.list(per_page=2)]) == 6

    connection = api.connections.create(name="People", strategy="auth0")
    assert api.connections.update(connection.id, options={"passwordPolicy": "fair"}).id == connection.id
    assert "People" in [listed.name for listed in api.connections.list(take=1)]
    user = api.users.create(
        connection="People", email="ada@example.com", password="Difference-Engine-1842", name="Ada")
    assert user.user_id.startswith("auth0|") and not user.email_verified, user
    changed = api.users.update(user.user_id, user_metadata={"born": 1815}, nickname="ada")
    assert changed.user_metadata == {"born": 1815}, changed
    assert api.users.get(user.user_id, fields="email").email == "ada@example.com"
    assert [listed.email for listed in api.users.list(per_page=10)] == ["ada@example.com"]
    assert api.users.list_users_by_email(email="ada@example.com")[0].user_id == user.user_id
    api.users.roles.assign(user.user_id, roles=[role.id])
    assert [held.name for held in api.users.roles.list(user.user_id)] == ["editor"]
    assert [holder.user_id for holder in api.roles.users.list(role.id)] == [user.user_id]
    api.users.permissions.create(user.user_id, permissions=[{**permission, "permission_name": "write:notes"}])
    assert "write:notes" in [held.permission_name for held in api.users.permissions.list(user.user_id)]
    api.users.roles.delete(user.user_id, roles=[role.id])
    refused(409, api.users.create, connection="People", email="ada@example.com", password="Another-One-1842")

    client = api.clients.create(name="Job", app_type="non_interactive", grant_types=["client_credentials"])
    assert "Job" in [listed.name for listed in api.clients.list(per_page=1)]
    grant = api.client_grants.create(
        client_id=client.client_id, audience="https://notes.example/", scope=["read:notes"])
    tokens = GetToken(domain, client.client_id, client_secret=client.client_secret, protocol="http")
    issued = tokens.client_credentials("https://notes.example/")
    assert issued["scope"] == "read:notes" and issued["token_type"] == "Bearer", issued
    assert api.client_grants.update(grant.id, scope=["write:notes"]).scope == ["write:notes"]
    assert api.clients.rotate_secret(client.client_id).client_secret != client.client_secret

    api.client_grants.delete(grant.id)
    api.clients.delete(client.client_id)
    api.users.delete(user.user_id)
    refused(404, api.users.get, user.user_id)
    api.connections.delete(connection.id)
    api.roles.delete(role.id)
    refused(404, api.roles.get, role.id)
    api.resource_servers.delete(notes.id)


for engine in engines():
    with Database(engine) as database, Server(database) as server:
        live(connect(f"localhost:{server.port}"), f"localhost:{server.port}")
print("auth0-python 6: a whole life on each engine")
