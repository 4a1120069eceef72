#!/usr/bin/env python3
"""The whole life of a user, a role, an application and a connection, through auth0-python 6."""

import gzip
import json
import time
import urllib.request

from auth0.authentication import GetToken, RevokeToken, Users
from auth0.authentication.exceptions import Auth0Error
from auth0.authentication.token_verifier import AsymmetricSignatureVerifier, TokenVerifier
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


def prove_and_link(api):
    """What a user proves who they are with, what a login leaves, and whom a user is linked to."""
    ada, grace = [
        api.users.create(
            connection="Username-Password-Authentication", email=f"{name}@example.com", password="Correct-Horse-9")
        for name in ("ada", "grace")]
    id = ada.user_id
    linked = api.users.identities.link(id, provider="auth0", user_id=grace.user_id)
    assert [identity.user_id for identity in linked] == [ada.identities[0].user_id, grace.identities[0].user_id]
    assert linked[1].profile_data.email == "grace@example.com", linked
    assert len(api.users.identities.delete(id, "auth0", grace.identities[0].user_id)) == 1
    assert api.users.get(grace.user_id).email == "grace@example.com"

    phone = api.users.authentication_methods.create(id, type="phone", phone_number="+15551234567")
    assert phone.phone_number == "XXXXXXXX4567", phone
    api.users.authentication_methods.update(id, phone.id, name="mine")
    assert [method.name for method in api.users.authentication_methods.list(id)] == ["mine"]
    assert api.users.enrollments.get(id)[0].status == "confirmed"
    assert api.users.get(id).multifactor == ["guardian"]
    assert len(api.users.regenerate_recovery_code(id).recovery_code) == 24
    api.users.multifactor.invalidate_remember_browser(id)
    api.users.multifactor.delete_provider(id, "google-authenticator")
    api.users.risk_assessments.clear(id, connection="Username-Password-Authentication", assessors=["new-device"])
    api.users.authenticators.delete_all(id)
    assert list(api.users.authentication_methods.list(id)) == []

    assert list(api.users.sessions.list(id)) == list(api.users.refresh_token.list(id)) == []
    assert list(api.refresh_tokens.list(user_id=id)) == list(api.users.connected_accounts.list(id)) == []
    assert list(api.users.groups.get(id)) == list(api.groups.list()) == []
    api.users.revoke_access(id)
    api.users.sessions.delete(id)
    api.users.refresh_token.delete(id)
    api.refresh_tokens.revoke(user_id=id)
    refused(404, api.sessions.get, "none")
    refused(404, api.refresh_tokens.get, "none")
    assert api.user_blocks.list(id).blocked_for == api.user_blocks.list_by_identifier(identifier="ada").blocked_for == []
    api.user_blocks.delete(id)
    api.user_blocks.delete_by_identifier(identifier="ada")
    api.users.delete(id)
    api.users.delete(grace.user_id)


def finished(api, job):
    """A job when it is completed."""
    deadline = time.monotonic() + 60
    while True:
        known = api.jobs.get(job.id)
        if known.status == "completed":
            return known
        assert known.status in ("pending", "processing") and time.monotonic() < deadline, known
        time.sleep(0.05)


def import_search_and_export(api):
    """Many users come from a file, are searched for, and go to a file."""
    connection = api.connections.create(name="Scientists", strategy="auth0")
    people = [
        {"email": f"{name}@example.com", "given_name": name, "user_metadata": {"born": born}}
        for name, born in (("ada", 1815), ("grace", 1906), ("joan", 1917))]
    file = ("users.json", json.dumps([*people, {"email": "nobody"}]).encode(), "application/json")
    job = api.jobs.users_imports.create(users=file, connection_id=connection.id, external_id="first")
    assert job.type == "users_import" and job.external_id == "first" and job.connection_id == connection.id, job
    summary = finished(api, job).summary
    assert (summary.inserted, summary.updated, summary.failed, summary.total) == (3, 0, 1, 4), summary
    failed, = api.jobs.errors.get(job.id)
    assert failed.user["email"] == "nobody" and failed.errors[0].path == "email", failed

    people[0]["user_metadata"] = {"born": 1815, "died": 1852}
    file = ("users.json", json.dumps(people).encode(), "application/json")
    job = api.jobs.users_imports.create(users=file, connection_id=connection.id, upsert=True)
    summary = finished(api, job).summary
    assert (summary.inserted, summary.updated, summary.failed, summary.total) == (0, 3, 0, 3), summary
    # With nothing to tell there is no content, of which the client makes nothing or an empty list.
    assert not api.jobs.errors.get(job.id)

    def search(query, **options):
        return [user.given_name for user in api.users.list(q=query, search_engine="v3", **options)]

    mine = 'identities.connection:"Scientists"'
    assert search(mine, sort="given_name:-1", per_page=2) == ["joan", "grace", "ada"]
    assert search(mine, sort="given_name:1", include_totals=True) == ["ada", "grace", "joan"]
    assert search(f"{mine} AND user_metadata.born:[1900 TO *]", sort="given_name:1") == ["grace", "joan"]
    assert search("user_metadata.died:1852") == search("given_name:AD*") == ["ada"]
    assert search(f"{mine} AND NOT email:(ada@example.com OR grace@example.com)") == ["joan"]
    page = api.users.list(q=mine, per_page=1, include_totals=True).response
    assert (page.start, page.limit, page.length, page.total) == (0, 1, 1, 3), page
    refused(400, search, "given_name:(ada")

    fields = [{"name": "email"}, {"name": "user_metadata.born", "export_as": "born"}]
    for format in ("json", "csv"):
        job = finished(api, api.jobs.users_exports.create(connection_id=connection.id, format=format, fields=fields))
        with urllib.request.urlopen(job.location) as answer:
            lines = gzip.decompress(answer.read()).decode().splitlines()
        if format == "json":
            found = sorted((user["email"], user["born"]) for user in map(json.loads, lines))
            assert found == sorted((user["email"], user["user_metadata"]["born"]) for user in people), found
        else:
            assert lines[0].replace('"', "") == "email,born" and len(lines) == 4, lines
            assert sum("grace@example.com" in line and "1906" in line for line in lines) == 1, lines
    for user in api.users.list(q=mine):
        api.users.delete(user.user_id)
    api.connections.delete(connection.id)


def log_in(api, domain):
    """A user logs in, is told of, and has a refresh token exchanged and revoked."""
    client = api.clients.create(
        name="Notes", oidc_conformant=True, jwt_configuration={"alg": "RS256"},
        grant_types=["http://auth0.com/oauth/grant-type/password-realm", "refresh_token"],
        refresh_token={"rotation_type": "rotating", "expiration_type": "expiring"})
    connection = api.connections.create(name="Readers", strategy="auth0", enabled_clients=[client.client_id])
    user = api.users.create(connection="Readers", email="ada@example.com", password="Correct-Horse-9", name="Ada")
    tokens = GetToken(domain, client.client_id, client_secret=client.client_secret, protocol="http")
    issued = tokens.login(
        "ada@example.com", "Correct-Horse-9", scope="openid profile email offline_access", realm="Readers")
    verifier = AsymmetricSignatureVerifier(f"http://{domain}/.well-known/jwks.json")
    claims = TokenVerifier(verifier, f"http://{domain}/", client.client_id).verify(issued["id_token"])
    assert claims["sub"] == user.user_id and claims["email"] == "ada@example.com", claims
    told = Users(domain, protocol="http").userinfo(issued["access_token"])
    assert told["sub"] == user.user_id and told["name"] == "Ada", told
    changed = api.users.get(user.user_id)
    assert changed.logins_count == 1 and changed.last_ip, changed
    assert {event.type for event in api.users.logs.list(user.user_id)} >= {"s", "sepft"}

    refreshed = tokens.refresh_token(issued["refresh_token"])
    assert refreshed["refresh_token"] != issued["refresh_token"] and refreshed["id_token"], refreshed
    revocation = RevokeToken(domain, client.client_id, client_secret=client.client_secret, protocol="http")
    revocation.revoke_refresh_token(refreshed["refresh_token"])
    for call in (
            lambda: tokens.refresh_token(refreshed["refresh_token"]),
            lambda: tokens.login("ada@example.com", "wrong", realm="Readers")):
        try:
            call()
        except Auth0Error as error:
            assert error.status_code == 403 and error.error_code == "invalid_grant", error
        else:
            raise AssertionError("what is refused went well")
    api.users.delete(user.user_id)
    api.connections.delete(connection.id)
    api.clients.delete(client.client_id)


for engine in engines():
    with Database(engine) as database, Server(database) as server:
        api = connect(f"localhost:{server.port}")
        live(api, f"localhost:{server.port}")
        prove_and_link(api)
        import_search_and_export(api)
        log_in(api, f"localhost:{server.port}")
print("auth0-python 6: a whole life on each engine")
