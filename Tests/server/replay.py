#!/usr/bin/env python3
"""Plays the recordings beside the repository against the server built last."""

import os
import subprocess
import sys

from gatehouse import BINARY, ROOT

replay = os.path.join(ROOT, "..", "shared", "replay")
command = f"{BINARY} serve --port {{port}} --data {{data}}"
sys.exit(subprocess.run([
    sys.executable, os.path.join(replay, "replay.py"), "--spawn", command, os.path.join(replay, "recordings"), *sys.argv[1:],
]).returncode)
