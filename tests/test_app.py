import asyncio
import logging
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

import app

ROOT = Path(__file__).parent.parent


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, app\n"
        "try:\n    app.main(['--help'])\nexcept SystemExit as stop:\n    assert stop.code == 0\n"
        "assert not {'torch', 'gradio', 'faiss', 'jieba', 'numpy'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--port" in done.stdout


def test_streams_that_are_cut_off_at_the_end_are_no_failure_of_the_log() -> None:
    def told(error: BaseException | None, message: str = "") -> bool:
        told = (type(error), error, None) if error is not None else None
        row = logging.LogRecord("uvicorn.error", logging.ERROR, "", 1, message, (1,), told)
        return app._worth_telling(row)

    cut_off, unknown = asyncio.CancelledError(), RuntimeError("response already started")
    unknown.__cause__ = HTTPException(404)
    assert [told(one) for one in (cut_off, unknown, ValueError(), None)] == [False, False, True, True]
    assert not told(None, "Cancel %s running task(s), timeout graceful shutdown exceeded")


@pytest.mark.parametrize("port", ["0", "65536", "八", "-1"])
def test_a_port_that_is_none(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        app.main(["--port", port])
    assert stopped.value.code == 2
    assert "1 to 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_one_clear_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert app.main(["--port", str(port), "--archive", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert (
        error
        == f"app: port {port} is taken by another program; stop it or choose another with --port {port + 1}\n"
    )


def test_a_host_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert app.main(["--host", "256.0.0.1", "--archive", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("app: cannot serve at 256.0.0.1:7860")


def test_an_archive_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    assert app.main(["--port", str(port), "--archive", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("app: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("proxy", ["", "*", "localhost", "10.0.0.0/33"])
def test_a_proxy_that_is_none(proxy: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        app.main(["--proxy", proxy])
    assert stopped.value.code == 2
    assert "is no address" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "asking", "counted"),
    [
        ([], "127.0.0.1", "127.0.0.1"),
        (["--proxy", "10.0.0.0/8"], "127.0.0.1", "127.0.0.1"),
        (["--proxy", "10.0.0.0/8", "--proxy", "127.0.0.1"], "127.0.0.1", "203.0.113.9"),
        (["--proxy", "10.0.0.5/8"], "10.1.2.3", "203.0.113.9"),
    ],
)
def test_who_asks_is_told_by_a_proxy_that_was_named_and_by_nobody_else(
    given: list[str], asking: str, counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # uvicorn would take it from the environment too, and trusts this machine unless told.
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    application = FastAPI()
    application.get("/")(_address)
    config = app._config(application, app._parser().parse_args(given))
    config.load()
    client = TestClient(config.loaded_app, client=(asking, 5000))
    assert client.get("/", headers={"X-Forwarded-For": "203.0.113.9"}).json() == counted


def _address(request: Request) -> str:
    assert request.client is not None
    return request.client.host
