"""An application that speaks OpenID Connect with Authlib, and a browser without scripts: login, SSO, refresh, revocation,
logout, tokens at the front, pushed requests, and a device without a browser."""

import html.parser
import os
import time
import urllib.parse

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import HybridIDToken

from gatehouse import Database, Server, engines

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
CALLBACK = "https://shop.example/callback"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
EMAIL, PASSWORD = "ann@example.com", "Correct-Horse-9"


class Form(html.parser.HTMLParser):
    """The first form of a page."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = attributes["action"]
        elif tag == "input":
            self.fields[attributes["name"]] = attributes.get("value", "")


class Browser:
    """Follows redirects until one leads to the application."""

    def __init__(self):
        self.session = requests.Session()

    def open(self, url, data=None):
        answer = self.session.request("POST" if data else "GET", url, data=data, allow_redirects=False)
        while 300 <= answer.status_code < 400:
            target = urllib.parse.urljoin(answer.url, answer.headers["Location"])
            if target.startswith("https://shop.example/"):
                return target
            answer = self.session.get(target, allow_redirects=False)
        return answer

    def submit(self, page, **values):
        form = Form(page.text)
        return self.open(urllib.parse.urljoin(page.url, form.action), {**form.fields, **values})


def application(server):
    """An application, and a user who can log in to it."""
    token = server.token()
    _, connections = server.call("GET", "/api/v2/connections?name=Username-Password-Authentication", token=token)
    _, client = server.call("POST", "/api/v2/clients", dict(
        name="Shop", app_type="regular_web", callbacks=[CALLBACK], allowed_logout_urls=["https://shop.example/bye"],
        grant_types=["authorization_code", "implicit", "refresh_token", DEVICE], token_endpoint_auth_method="client_secret_basic",
        jwt_configuration=dict(alg="RS256")), token=token)
    path = f"/api/v2/connections/{connections[0]['id']}/clients"
    server.call("PATCH", path, [dict(client_id=client["client_id"], status=True)], token=token)
    server.call("POST", "/api/v2/users", dict(connection=connections[0]["name"], email=EMAIL, password=PASSWORD), token=token)
    return client


def claims_of(token, keys, client, nonce=None):
    """What an ID token says, once Authlib has found nothing wrong with it."""
    options = {"aud": {"essential": True, "value": client["client_id"]}}
    if nonce:
        options["nonce"] = {"essential": True, "value": nonce}
    claims = jwt.decode(token, keys, claims_options=options)
    claims.validate()
    return claims


def at_the_front(address, browser, keys, client, nonce):
    """Tokens that the browser brings: in a form, as express-openid-connect asks for them, and in the fragment."""
    form = Form(browser.open(address(response_type="id_token", response_mode="form_post")).text)
    assert form.action == CALLBACK and set(form.fields) == {"id_token", "state"}, form.fields
    assert claims_of(form.fields["id_token"], keys, client, nonce)["email"] == EMAIL
    back = browser.open(address(response_type="code id_token token"))
    answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(back).fragment))
    assert set(answer) == {"code", "id_token", "access_token", "token_type", "expires_in", "scope", "state"}, answer
    claims = jwt.decode(answer["id_token"], keys, claims_cls=HybridIDToken, claims_params=dict(
        client_id=client["client_id"], nonce=nonce, code=answer["code"], access_token=answer["access_token"],
        response_type="code id_token token"))
    claims.validate()


def pushed(metadata, client, browser, keys, nonce):
    """A request that the application pushes; the browser has a name for it."""
    answer = requests.post(
        metadata["pushed_authorization_request_endpoint"], auth=(client["client_id"], client["client_secret"]),
        data=dict(response_type="code", redirect_uri=CALLBACK, scope="openid email", nonce=nonce, state="pushed"))
    assert answer.status_code == 201, answer.text
    back = browser.open(metadata["authorization_endpoint"] + "?" + urllib.parse.urlencode(
        dict(client_id=client["client_id"], request_uri=answer.json()["request_uri"])))
    session = OAuth2Session(client["client_id"], client["client_secret"], redirect_uri=CALLBACK, state="pushed")
    token = session.fetch_token(metadata["token_endpoint"], authorization_response=back)
    assert claims_of(token["id_token"], keys, client, nonce)["email"] == EMAIL


def device(metadata, browser, keys, client):
    """A device that waits while its owner says yes in a browser."""
    answer = requests.post(
        metadata["device_authorization_endpoint"], auth=(client["client_id"], client["client_secret"]),
        data=dict(scope="openid email")).json()
    poll = dict(grant_type=DEVICE, device_code=answer["device_code"])
    fresh = OAuth2Session(client["client_id"], client["client_secret"])
    try:
        fresh.fetch_token(metadata["token_endpoint"], **poll)
        raise AssertionError("nobody has let the device in")
    except OAuthError as error:
        assert error.error == "authorization_pending", error
    page = browser.submit(browser.open(answer["verification_uri_complete"]))
    assert answer["user_code"] in page.text, page.text
    page = browser.submit(page, action="confirm")
    assert "Your device is connected" in page.text, page.text
    time.sleep(answer["interval"])
    token = fresh.fetch_token(metadata["token_endpoint"], **poll)
    assert claims_of(token["id_token"], keys, client)["email"] == EMAIL


def live(engine):
    with Database(engine) as database, Server(database) as server:
        client = application(server)
        server.call(
            "PATCH", "/api/v2/tenants/settings", dict(pushed_authorization_requests_supported=True),
            token=server.token())
        metadata = requests.get(server.url + "/.well-known/openid-configuration").json()
        keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"]).json())
        browser, verifier, nonce = Browser(), generate_token(64), generate_token(20)
        session = OAuth2Session(
            client["client_id"], client["client_secret"], scope="openid email offline_access", redirect_uri=CALLBACK,
            code_challenge_method="S256", token_endpoint=metadata["token_endpoint"])

        def address(**more):
            url, _ = session.create_authorization_url(
                metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce, **more)
            return url

        page = browser.open(address())
        assert page.status_code == 200, page
        page = browser.submit(page, username=EMAIL, password="wrong")
        assert page.status_code == 403 and "Wrong email or password." in page.text, page.text
        back = browser.submit(page, username=EMAIL, password=PASSWORD)
        token = session.fetch_token(metadata["token_endpoint"], authorization_response=back, code_verifier=verifier)
        claims = jwt.decode(token["id_token"], keys, claims_options={
            "iss": {"essential": True, "value": metadata["issuer"]}, "aud": {"essential": True, "value": client["client_id"]},
            "nonce": {"essential": True, "value": nonce}})
        claims.validate()
        assert claims["email"] == EMAIL, claims
        person = session.get(metadata["userinfo_endpoint"]).json()
        assert person["sub"] == claims["sub"] and person["email"] == EMAIL, person
        fresh = session.refresh_token(metadata["token_endpoint"])
        assert fresh["access_token"] and fresh["id_token"], fresh
        silent = browser.open(address(prompt="none"))
        assert "code=" in silent, silent
        at_the_front(address, browser, keys, client, nonce)
        pushed(metadata, client, browser, keys, nonce)
        device(metadata, browser, keys, client)
        session.revoke_token(metadata["revocation_endpoint"], token["refresh_token"])
        try:
            session.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
            raise AssertionError("a revoked token was exchanged")
        except OAuthError as error:
            assert error.error == "invalid_grant", error
        bye = browser.open(metadata["end_session_endpoint"] + "?" + urllib.parse.urlencode(dict(
            id_token_hint=token["id_token"], post_logout_redirect_uri="https://shop.example/bye")))
        assert bye == "https://shop.example/bye", bye
        assert "error=login_required" in browser.open(address(prompt="none"))
        assert server.stop() == 0


for engine in engines():
    start = time.monotonic()
    live(engine)
    print(f"{engine}: logged in, renewed, and logged out, {time.monotonic() - start:.1f} s")
