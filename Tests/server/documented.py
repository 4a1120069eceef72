#!/usr/bin/env python3
"""Runs Schemathesis against a new server: `documented.py SCHEMATHESIS [OPTION ...]`."""

import os
import subprocess
import sys
import tempfile

from gatehouse import Database, Server

CHECKS = "not_a_server_error,status_code_conformance,response_schema_conformance,content_type_conformance"

# What may keep the caller out of all else has a server of its own: access control lists that are made up, and keys that
# are revoked.
LOCKS = "^/(network-acls|keys/signing)"

# An answer that does not end.
ENDLESS = "^/events$"


def run(seconds, *chosen):
    with Database("sqlite") as database, Server(database) as server, tempfile.TemporaryDirectory() as folder:
        return subprocess.run([
            schemathesis, "run", server.url + "/api/v2/openapi.json",
            "--header", "Authorization: Bearer " + server.token(), "--checks", CHECKS,
            "--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--max-time", str(seconds),
            "--generation-deterministic", "--no-shrink", "--no-color", *chosen, *options], cwd=folder).returncode


schemathesis, options = os.path.abspath(sys.argv[1]), sys.argv[2:]
sys.exit(run(145, "--exclude-path-regex", LOCKS + "|" + ENDLESS) or run(15, "--include-path-regex", LOCKS))
