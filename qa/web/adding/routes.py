"""The route by which files come in where papers may be added; those of Gradio that take files are closed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from qa.web.adding.deliveries import Deliveries, Refused
from qa.web.adding.words import say
from qa.web.words import preferred

if TYPE_CHECKING:
    from qa.web.service import Service

PATH = "/uploads/{delivery}"
# Gradio has these for components that the page does not use.
CLOSED = ("/gradio_api/upload", "/gradio_api/process_recording")
_SAID = {"too_large": 413, "too_much": 413, "unpacks": 413, "too_many": 409, "busy": 503}
_log = logging.getLogger(__name__)


def router(service: Service) -> APIRouter:
    """The routes: with uploads those that take a file and end a sending, and in any case none of Gradio's."""
    routes = APIRouter(include_in_schema=False)
    for path in CLOSED:
        routes.add_api_route(path, _closed, methods=["POST", "PUT"])
    deliveries = service.deliveries
    if deliveries is not None:
        # With PUT a browser asks first whether a page of another site may do so, and it may not.
        routes.add_api_route(PATH, _taking(deliveries), methods=["PUT"], response_model=None)
        routes.add_api_route(PATH, _dropping(deliveries), methods=["DELETE"], status_code=204)
    return routes


async def _closed() -> Response:
    return JSONResponse({"code": "not_found", "message": "files are not taken here", "field": None}, 404)


def _dropping(deliveries: Deliveries) -> Callable[[str], Coroutine[Any, Any, None]]:
    async def drop(delivery: str) -> None:
        """Throw away what has come of a delivery whose sending was stopped; whoever knows its key sent it."""
        await run_in_threadpool(deliveries.drop, delivery)

    return drop


def _taking(deliveries: Deliveries) -> Callable[[str, Request], Coroutine[Any, Any, Response]]:
    async def upload(delivery: str, request: Request) -> Response:
        """Take one file of a delivery: its name in the query, its bytes as the body."""
        language = preferred(request.headers.get("accept-language"))
        name = request.query_params.get("name", "")
        announced = request.headers.get("content-length", "")
        size = int(announced) if announced.isdecimal() else 0
        try:
            receiving = await run_in_threadpool(deliveries.receive, delivery, name, size)
            try:
                async for data in request.stream():
                    await run_in_threadpool(receiving.write, data)
                await run_in_threadpool(receiving.done)
            finally:
                receiving.end()
        except Refused as refusal:
            status = _SAID.get(refusal.key, 422)
            return _refused(status, refusal.key, say(refusal.key, language, **refusal.values))
        except ClientDisconnect:
            return Response(status_code=400)
        except OSError as error:
            _log.error("a file could not be taken: %s", error)
            return _refused(507, "no_room", say("no_room", language))
        return Response(status_code=201)

    return upload


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message, "field": "name"}, status)
