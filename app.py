"""Start the server: settings, models, the chat page."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from index import Archive

DEFAULT = Path("var/archive")
SAMPLE = Path("var/sample")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat page until Ctrl-C.

    Returns:
        The exit status: 0 done, 1 it could not (one line says why), 2 wrong use (argparse exits with it).
    """
    options = _parser().parse_args(arguments)
    from index.errors import WenbaoError

    # What gradio and others would send or fetch stays at home; each is only a default.
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        problem = _port_problem(options.host, options.port)
        if problem:
            print(f"app: {problem}", file=sys.stderr)
            return 1
        archive = _open(options.archive, options.allow_uploads)
        try:
            _serve(archive, options)
        finally:
            archive.close()
    except WenbaoError as error:
        print(f"app: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"app: cannot serve at {options.host}:{options.port}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n再见。", flush=True)
    return 0


def _serve(archive: Archive, options: argparse.Namespace) -> None:
    print("正在打开网页……（Opening the page）", flush=True)
    # Before others set up logging of their own, as MCP does: tracebacks are for whoever reads this terminal.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    import uvicorn

    from qa import Assistant
    from qa.web.api.programs import programs
    from qa.web.server import build
    from qa.web.settings import WebSettings

    settings = WebSettings(host=options.host, requests_a_minute=options.rate)
    application = build(
        Assistant(archive),
        archive,
        allow_uploads=options.allow_uploads,
        plugs=(programs(settings),),
    )
    server = uvicorn.Server(_config(application, options))
    logging.getLogger("uvicorn.error").addFilter(_worth_telling)
    running = threading.Thread(target=server.run, name="server", daemon=True)
    running.start()
    while running.is_alive() and not server.started:
        time.sleep(0.05)
    shown = "127.0.0.1" if options.host in {"0.0.0.0", "::", ""} else options.host
    print(f"问报开着：http://{shown}:{options.port}  （Point your browser there; Ctrl-C stops）", flush=True)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        # With a limit, since a wait without one does not wake for Ctrl-C on every system.
        while running.is_alive() and not stop.wait(1.0):
            pass
    finally:
        server.should_exit = True
        running.join(10)


def _worth_telling(record: logging.LogRecord) -> bool:
    """Whether a line of the log is: streams that are cut off, or whose visitor is gone, are no failure."""
    from starlette.exceptions import HTTPException

    error = record.exc_info[1] if record.exc_info else None
    cause = error.__cause__ if error is not None else None  # of "response already started", as a stream has
    harmless = isinstance(error, asyncio.CancelledError) or isinstance(cause, HTTPException)
    return not (harmless or str(record.msg).startswith("Cancel %s running"))


def _config(application: FastAPI, options: argparse.Namespace) -> uvicorn.Config:
    """How uvicorn serves it: headers that say who asks count only from proxies that were named."""
    import uvicorn

    return uvicorn.Config(
        application,
        host=options.host,
        port=options.port,
        log_level="warning",
        proxy_headers=bool(options.proxy),
        forwarded_allow_ips=options.proxy,
        # Streams to open pages would hold the end up for ever: they get three seconds.
        timeout_graceful_shutdown=3,
    )


def _open(given: Path | None, uploads: bool) -> Archive:
    """The archive that was named, else the default one, else the sample editions.

    With uploads one that was named is made where there is none, and the sample is shown until papers of one's
    own are there.
    """
    from index import Archive
    from qa.web.adding.showing import for_uploads

    default = Path(os.environ.get("WENBAO_ARCHIVE") or DEFAULT)
    if given is not None:
        archive = Archive.open(given, create=uploads and given.resolve() != SAMPLE.resolve())
    elif default.exists():
        archive = Archive.open(default, create=False)
    else:
        archive = _open_sample(default, uploads)
    return for_uploads(archive, SAMPLE, default, named=given is not None) if uploads else archive


def _open_sample(default: Path, uploads: bool) -> Archive:
    import index

    editions = Path(index.__file__).parent / "sample"
    print(f"{default} 还没有档案，先用样报（{SAMPLE}）。", flush=True)
    print(f"No archive at {default}: showing the sample editions ({SAMPLE}).", flush=True)
    archive = index.Archive.open(SAMPLE)
    archive.add([editions])
    if uploads:
        print(f"网页上收进来的报纸放进 {default} / papers added on the page go to {default}", flush=True)
    else:
        print("加入自己的报纸 / add your own: python -m index add FILE...", flush=True)
    return archive


def _port_problem(host: str, port: int) -> str:
    """Why nothing can be served there; "" if it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            if os.name == "posix":
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if getattr(error, "errno", None) in {48, 98, 10048}:  # EADDRINUSE of BSD, Linux, Windows
            return (
                f"port {port} is taken by another program; stop it or choose another with --port {port + 1}"
            )
        return f"cannot serve at {host}:{port}: {error}"
    return ""


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdecimal() else -1
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 1 to 65535")
    return port


def _rate(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of requests; give 0 (no limit) or more")
    return int(text)


def _proxy(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no address; give that of the proxy, as 127.0.0.1, or its network, as 10.0.0.0/8"
        ) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py",
        description="Wenbao (问报): the chat page over an archive of newspapers.",
        epilog=(
            "Without --archive: WENBAO_ARCHIVE, else var/archive, else the sample editions in var/sample.\n"
            "Papers go in with: python -m index add FILE..., or on the page with --allow-uploads. They\n"
            "never mix with the sample: what is added while it is shown goes to var/archive, which is shown\n"
            "from then on.\n"
            "Exit status: 0 stopped by Ctrl-C, 1 it could not, 2 wrong use."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="where to listen (default: %(default)s, this machine)"
    )
    parser.add_argument(
        "--port", type=_port, default=7860, help="the port to listen at (default: %(default)s)"
    )
    parser.add_argument(
        "--rate",
        metavar="N",
        type=_rate,
        default=60,
        help="requests a minute that one program may make (default: %(default)s; 0: no limit)",
    )
    parser.add_argument(
        "--proxy",
        metavar="ADDRESS",
        type=_proxy,
        action="append",
        help=(
            "a proxy before this server, or its network: from there X-Forwarded-For says who asks, and from "
            "nowhere else (may be given again)"
        ),
    )
    parser.add_argument("--archive", metavar="DIR", type=Path, help="the archive to ask")
    parser.add_argument(
        "--allow-uploads",
        action="store_true",
        help="let whoever opens the page add papers to the archive; it is made where there is none",
    )
    return parser


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """As ``main``, and end the process, also where a thread is still loading the models."""
    status = main(arguments)
    with contextlib.suppress(OSError):  # a terminal that is gone
        sys.stdout.flush()
        sys.stderr.flush()
    # All is closed by now. Taken down in order, the interpreter breaks what threads are still at.
    os._exit(status)


if __name__ == "__main__":
    run()
