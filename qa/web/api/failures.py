"""How a request fails: always in the same form, and never with a traceback."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match

from index.errors import QueryError, WenbaoError
from qa.web.api.models import Code, Error

if TYPE_CHECKING:
    from qa.web.api.gate import Gate
    from qa.web.settings import WebSettings
    from qa.web.tally import Tally

ALLOWED = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_NEVER_LIMITED = {"/healthz", "/metrics"}  # whoever watches the server must not be turned away
_log = logging.getLogger(__name__)


class Refusal(HTTPException):
    """A request that is not carried out.

    An HTTPException, since FastAPI lets only those through where it reads a body.

    Attributes:
        code: For programs; ``detail`` is for people.
        field: Which part of the request was wrong.
    """

    def __init__(
        self, status: int, code: Code, message: str, *, wait: int = 0, field: str | None = None
    ) -> None:
        """Say what was refused and why.

        Args:
            status: Of HTTP.
            code: For programs.
            message: For people.
            wait: Seconds after which it may be tried again; 0 if that would not help.
            field: Which part of the request was wrong.
        """
        super().__init__(status, message, {"Retry-After": str(wait)} if wait else None)
        self.code, self.field = code, field

    def response(self) -> JSONResponse:
        """The refusal as an answer over HTTP."""
        told = Error(code=self.code, message=self.detail, field=self.field)
        return JSONResponse(told.model_dump(), self.status_code, self.headers)


def told(error: Exception) -> Refusal:
    """Any error as a refusal; what the client has no part in is logged and not explained to him."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        # Of JSON that cannot be read, pydantic tells the character and not a field.
        field = ".".join(str(part) for part in first["loc"][1:] if first["type"] != "json_invalid")
        return Refusal(422, "invalid", first["msg"], field=field or None)
    if isinstance(error, QueryError):
        return Refusal(422, "invalid", str(error))
    if isinstance(error, HTTPException):
        return Refusal(error.status_code, "invalid", str(error.detail))
    if isinstance(error, WenbaoError):
        _log.exception("a request could not be answered", exc_info=error)
        return Refusal(503, "unavailable", "the archive or a model cannot be used now", wait=30)
    _log.exception("a request failed", exc_info=error)
    return Refusal(500, "internal", "the server had a problem")


class _Bounded(Request):
    """A request whose body is given up where it grows too long."""

    longest: int

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            parts, size = [], 0
            async for part in self.stream():
                size += len(part)
                if size > self.longest:
                    raise Refusal(413, "too_large", f"a request has at most {self.longest} bytes")
                parts.append(part)
            self._body = b"".join(parts)
        return self._body


def plain(settings: WebSettings, gate: Gate, tally: Tally) -> type[APIRoute]:
    """The class of routes that fail in the one form, keep to the limits, and are counted."""

    class Plain(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()
            route = self.path

            async def guarded(request: Request) -> Response:
                started = time.perf_counter()
                code = "ok"
                try:
                    if route not in _NEVER_LIMITED:
                        admit(gate, settings, request.client.host if request.client else "")
                    bounded = _Bounded(request.scope, request.receive)
                    bounded.longest = settings.longest_body
                    return await handle(bounded)
                except Exception as error:
                    refusal = told(error)
                    code = refusal.code
                    return refusal.response()
                finally:
                    tally.served(route, code, time.perf_counter() - started)

            return guarded

    return Plain


def admit(gate: Gate, settings: WebSettings, address: str) -> None:
    """Count a request of a client.

    Raises:
        Refusal: There were too many.
    """
    wait = gate.passes(address)
    if wait:
        told = f"at most {settings.requests_a_minute} requests a minute; try again in {wait} s"
        raise Refusal(429, "too_many", told, wait=wait)


def cover(app: FastAPI) -> None:
    """Give the one form to failures of every route of an application, and to addresses that no route takes.

    Call it when all routes for programs are there, before the page that takes what is left.
    """

    async def refused(_: Request, error: Exception) -> Response:
        return told(error).response()

    for kind in (RequestValidationError, HTTPException, WenbaoError):
        app.add_exception_handler(kind, refused)
    # Starlette raises it once more for the server's log, so that it is not logged here.
    app.add_exception_handler(Exception, _broken)
    app.include_router(_rest())


async def _broken(_: Request, __: Exception) -> Response:
    return Refusal(500, "internal", "the server had a problem").response()


def _rest() -> APIRouter:
    routes = APIRouter()

    async def nothing(request: Request) -> Response:
        for one in request.app.router.routes:
            if one.matches(request.scope)[0] is Match.PARTIAL:
                return Refusal(405, "method", f"{request.method} is not for this address").response()
        return Refusal(404, "not_found", "no such address; /docs lists those there are").response()

    for path in ("/api", "/api/{rest:path}", "/healthz", "/metrics", "/mcp"):
        routes.add_api_route(path, nothing, methods=list(ALLOWED), include_in_schema=False)
    return routes
