"""Routes for programs: the functions of the archive and the assistant as JSON."""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Callable, Coroutine
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from index.errors import QueryError, WenbaoError
from qa.web.api.models import Ask, Error, Search

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from index.records import Article
    from qa.web.service import Service

LISTED = 500  # articles in one answer at most
_log = logging.getLogger(__name__)


def _failed(status: int, code: str, message: str, field: str | None = None) -> JSONResponse:
    return JSONResponse(Error(code=code, message=message, field=field).model_dump(), status)


class _Plain(APIRoute):
    """A route whose every failure has the one shape, and shows no traceback."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"][1:]) or None
                return _failed(422, "invalid", first["msg"], field)
            except QueryError as error:
                return _failed(422, "invalid", str(error))
            except HTTPException as error:
                code = {404: "not_found", 503: "loading"}.get(error.status_code, "invalid")
                return _failed(error.status_code, code, str(error.detail))
            except WenbaoError:
                _log.exception("a request could not be answered")
                return _failed(503, "unavailable", "the archive or a model cannot be used now")
            except Exception:
                _log.exception("a request failed")
                return _failed(500, "internal", "the server had a problem")

        return guarded


def router(service: Service) -> APIRouter:
    """The routes over one service; what blocks runs in threads, never on the event loop."""
    routes = APIRouter(route_class=_Plain)

    @routes.get("/healthz")
    async def health() -> dict[str, str]:
        """How far the models are: loading, ready or failed."""
        return {"state": service.state}

    @routes.post("/api/v1/ask")
    async def ask(asked: Ask) -> dict[str, Any]:
        """Answer a question, with the places where the answer was printed."""
        if service.state != "ready":
            raise HTTPException(503, f"models: {service.state}; ask /healthz until they are ready")
        history = [(turn.question, turn.answer) for turn in asked.history]

        def answer() -> dict[str, Any]:
            wanted = asked.filters.wanted()
            found = service.assistant.ask(asked.question, history, today=asked.today, **wanted)
            return _row(found)

        return await run_in_threadpool(answer)

    @routes.get("/api/v1/search")
    async def search(asked: Annotated[Search, Query()]) -> list[dict[str, Any]]:
        """Passages that fit, best first."""

        def found() -> list[dict[str, Any]]:
            hits = service.archive.search(asked.q, asked.k, mode=asked.mode, **asked.wanted())
            return [_row(hit) for hit in hits]

        return await run_in_threadpool(found)

    @routes.get("/api/v1/articles")
    async def articles(date: datetime.date, page: str | None = None) -> list[dict[str, Any]]:
        """The articles of a day, or of one page of it, in the paper's order."""

        def listed() -> list[Article]:
            return list(islice(service.archive.articles(date=date, page=page), LISTED))

        return [_row(one) for one in await run_in_threadpool(listed)]

    @routes.get("/api/v1/articles/{id}")
    async def article(id: str) -> dict[str, Any]:  # noqa: A002 - the name in the address
        """One article."""
        one = await run_in_threadpool(service.article, id)
        if one is None:
            raise HTTPException(404, "no article of that id")
        return _row(one)

    @routes.get("/api/v1/issues")
    async def issues() -> list[dict[str, Any]]:
        """Every issue, oldest first."""
        return [_row(one) for one in await run_in_threadpool(service.issues)]

    return routes


def _row(one: DataclassInstance) -> dict[str, Any]:
    """Anything of ours as JSON; of a file only its name goes out, not where it lies on the server."""

    def bared(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        if isinstance(value, dict):
            return {
                key: PurePath(part).name if key == "source" and isinstance(part, str) else bared(part)
                for key, part in value.items()
            }
        return [bared(part) for part in value] if isinstance(value, list | tuple) else value

    row: dict[str, Any] = bared(dataclasses.asdict(one))
    return row
