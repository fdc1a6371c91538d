"""The server as one starts it: app.py in a process of its own, in an empty folder."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Seconds that a server may take to start, to load its models or to end, on the slowest machine.
PATIENCE = 1200


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def served(folder: Path, *options: str, program: Sequence[str] = (str(ROOT / "app.py"),)) -> Iterator[str]:
    """Start app.py in a folder, where it makes the sample archive; its address while it runs.

    Ctrl-C ends it, and it must end well and have printed no traceback.

    Args:
        folder: Where it runs.
        options: Its own.
        program: What Python runs in its place.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment.pop("WENBAO_ARCHIVE", None)
    log = folder / "log"
    with log.open("w+") as file:

        def begun() -> tuple[subprocess.Popen[bytes], str]:
            port = free_port()
            command = [sys.executable, *program, "--port", str(port), *options]
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT
            )
            return process, f"http://127.0.0.1:{port}"

        process, address = begun()
        try:
            end = time.monotonic() + PATIENCE
            while address not in (said := log.read_text("utf-8")):
                if process.poll() == 1 and "is taken by another program" in said:
                    file.truncate(0)  # somebody else was faster
                    file.seek(0)
                    process, address = begun()
                assert process.poll() is None, said
                assert time.monotonic() < end, said
                time.sleep(0.2)
            yield address
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
            said = log.read_text("utf-8")
            assert "var/sample" in said
            # Also with pages open, whose streams are cut off.
            assert "Traceback" not in said and "running task" not in said, said
        finally:
            process.kill()
            process.wait()


def ready(address: str, seconds: float = PATIENCE) -> None:
    """Return when the models are loaded.

    Raises:
        TimeoutError: They are not, after so many seconds.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=seconds) as answer:
                if json.load(answer)["state"] == "ready":
                    return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.5)
    raise TimeoutError(f"the models of {address} are not ready after {seconds:.0f} seconds")
