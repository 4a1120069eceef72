#!/usr/bin/env python3
"""Runs Schemathesis against a new server: `documented.py SCHEMATHESIS [OPTION ...]`."""

import os
import subprocess
import sys
import tempfile

from gatehouse import Database, Server

CHECKS = "not_a_server_error,status_code_conformance,response_schema_conformance,content_type_conformance"

schemathesis, options = os.path.abspath(sys.argv[1]), sys.argv[2:]
with Database("sqlite") as database, Server(database) as server, tempfile.TemporaryDirectory() as folder:
    run = subprocess.run([
        schemathesis, "run", server.url + "/api/v2/openapi.json", "--header", "Authorization: Bearer " + server.token(),
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--max-time", "120",
        "--generation-deterministic", "--no-shrink", "--no-color", *options], cwd=folder)
    sys.exit(run.returncode)
