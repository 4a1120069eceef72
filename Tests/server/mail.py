#!/usr/bin/env python3
"""Whether mails leave the server as they should: to a mail server with and without TLS, once, and not where refused."""

import os
import re
import subprocess
import tempfile
import time

from gatehouse import BINARY, Database, Server, engines
from smtp_sink import Sink

CONNECTION = "Username-Password-Authentication"


def wait_for(what, condition, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen")


def configure(server, token, port, **credentials):
    server.call("DELETE", "/api/v2/emails/provider", token=token)
    status, answer = server.call("POST", "/api/v2/emails/provider", {
        "name": "smtp", "default_from_address": "Acmé <no-reply@acme.example>",
        "credentials": {"smtp_host": "localhost", "smtp_port": port, **credentials}}, token)
    assert status == 201, (status, answer)


def create(server, token, address, **more):
    status, answer = server.call("POST", "/api/v2/users", {
        "connection": CONNECTION, "email": address, "password": "Correct-Horse-9", **more}, token)
    assert status == 201, (status, answer)
    return answer["user_id"]


def mails(database, *arguments):
    run = subprocess.run([BINARY, "mails", *arguments, "--database", database.address, "--data", database.folder], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def failures(server, token):
    return server.call("GET", "/api/v2/logs?q=type:fn", token=token)[1]


def sends_plainly(engine):
    with Database(engine) as database, Sink() as sink, Server(database, "--outbound", "any") as server:
        token = server.token()
        kept = create(server, token, "kept@example.com")
        assert "kept  verify_email  kept@example.com" in mails(database)
        page = mails(database, "last")
        assert "From:    no-reply@localhost" in page and "/u/email-verification?ticket=" in page, page

        configure(server, token, sink.port)
        create(server, token, "grüße@example.com".replace("grüße", "ann"), given_name="Änn")
        recipients, message, raw = wait_for("a mail", lambda: sink.mails and sink.mails[0])
        assert recipients == ["ann@example.com"], recipients
        assert message["From"].addresses[0].display_name == "Acmé"
        assert message["Subject"] == "Confirm your email address" and message["Message-ID"]
        text = message.get_body(("plain",)).get_content()
        html = message.get_body(("html",)).get_content()
        ticket = re.search(r"/u/email-verification\?ticket=(\w+)", text).group(1)
        assert ticket in html and all(len(line) < 100 for line in raw.split(b"\r\n"))
        assert b"\n" not in raw.replace(b"\r\n", b"")
        wait_for("sent", lambda: "sent  verify_email  ann@example.com" in mails(database))
        assert ticket not in mails(database, "last"), "what is sent is kept no longer"

        create(server, token, "refused@example.com")
        create(server, token, "later@example.com")
        failed = wait_for("a refusal", lambda: failures(server, token))
        assert failed[0]["description"] == "To: refused@example.com", failed
        assert "550 5.1.1 no such mailbox" in failed[0]["details"]["error"], failed
        wait_for("another try", lambda: any(r == ["later@example.com"] for r, _, _ in sink.mails))
        time.sleep(1.5)
        assert [r[0] for r, _, _ in sink.mails] == ["ann@example.com", "later@example.com"], sink.mails
        assert server.call("DELETE", f"/api/v2/users/{kept.replace('|', '%7C')}", token=token)[0] == 204


def keeps_dots(engine):
    """A line that is a dot must not end the mail, nor get lost."""
    with Database(engine) as database, Sink() as sink, Server(database, "--outbound", "any") as server:
        token = server.token()
        configure(server, token, sink.port)
        subject = "x" * 69 + " .hidden " + "y" * 69 + " . end"
        status, answer = server.call("POST", "/api/v2/email-templates", {
            "template": "verify_email", "subject": subject, "body": ".\r\n.<p>{{ url }}</p>\n.\n", "from": None,
            "syntax": "liquid", "enabled": True}, token)
        assert status == 200, answer
        create(server, token, "ann@example.com")
        _, message, _ = wait_for("a mail", lambda: sink.mails and sink.mails[0])
        assert message["Subject"] == subject, message["Subject"]
        html = message.get_body(("html",)).get_content()
        assert html.splitlines()[0] == "." and html.splitlines()[-1] == ".", html


def certificate(folder):
    path = os.path.join(folder, "mail.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path, "-out", path + ".crt", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    with open(path, "a") as file, open(path + ".crt") as own:
        file.write(own.read())
    return path, path + ".crt"


def sends_with_tls(engine):
    with tempfile.TemporaryDirectory() as folder, Database(engine) as database:
        key, authority = certificate(folder)
        with Sink(key, "user", "pass word") as sink:
            options = ["--outbound", "any", "--outbound-authorities", authority]
            with Server(database, *options) as server:
                token = server.token()
                configure(server, token, sink.port, smtp_user="user", smtp_pass="pass word")
                create(server, token, "ann@example.com")
                wait_for("a mail", lambda: sink.mails)
                assert sink.was_secure == [True]

                configure(server, token, sink.port, smtp_user="user", smtp_pass="wrong")
                create(server, token, "bob@example.com")
                failed = wait_for("a refusal", lambda: failures(server, token))
                assert "535" in failed[0]["details"]["error"], failed
            # A certificate that nobody vouches for: the password must not get there.
            sink.commands.clear()
            with Server(database, "--outbound", "any") as server:
                token = server.token()
                configure(server, token, sink.port, smtp_user="user", smtp_pass="pass word")
                create(server, token, "eve@example.com")
                wait_for("a try", lambda: "STARTTLS" in sink.commands)
                time.sleep(0.5)
                assert not any(command.startswith("AUTH") for command in sink.commands), sink.commands
                assert len(sink.mails) == 1


def reaches_no_private_server(engine):
    with Database(engine) as database, Sink() as sink, Server(database) as server:
        token = server.token()
        configure(server, token, sink.port)
        create(server, token, "ann@example.com")
        failed = wait_for("a refusal", lambda: failures(server, token))
        assert failed[0]["details"]["error"] == "The address is not a public one", failed
        assert not sink.commands


if __name__ == "__main__":
    for engine in engines():
        sends_plainly(engine)
        sends_with_tls(engine)
        keeps_dots(engine)
        reaches_no_private_server(engine)
    print("mails leave as they should")
