"""Routes for programs: the functions of the archive and the assistant as JSON."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from qa.web.api import shapes
from qa.web.api.models import Ask, Error, Search

if TYPE_CHECKING:
    from fastapi.routing import APIRoute

    from qa.web.api.calls import Calls
    from qa.web.service import Service

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_WHY = {
    400: "The body cannot be read",
    404: "There is none",
    413: "Too long",
    422: "The request makes no sense",
    429: "Too many requests in a minute; Retry-After says when to come again",
    500: "The server's fault",
    503: "The models are loading, the line is full, or the archive cannot be read now",
}


def failures_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer besides, for the schema: the statuses given, and those that any route has."""
    return {
        status: {"model": Error, "description": _WHY[status]} for status in (*statuses, 422, 429, 500, 503)
    }


def router(service: Service, calls: Calls, plain: type[APIRoute]) -> APIRouter:
    """The routes over one service.

    Args:
        service: Told of are its state and its counts.
        calls: Carries the requests out.
        plain: The class of the routes, which keeps to the limits and gives failures their form.
    """
    routes = APIRouter(route_class=plain)

    @routes.post("/api/v1/ask", responses=failures_of(400, 413), tags=["questions"])
    async def ask(asked: Ask, request: Request) -> shapes.Answer:
        """Answer a question, with the places where the answer was printed."""
        return shapes.Answer.model_validate(await calls.ask(asked, request.is_disconnected))

    @routes.get("/api/v1/search", responses=failures_of(), tags=["papers"])
    async def search(asked: Annotated[Search, Query()]) -> list[shapes.Hit]:
        """Passages that fit, best first."""
        return [shapes.Hit.model_validate(hit) for hit in await calls.search(asked)]

    @routes.get("/api/v1/articles", responses=failures_of(), tags=["papers"])
    async def articles(
        date: Annotated[datetime.date, Query(description="The day, as 2025-08-04")],
        page: Annotated[str | None, Query(max_length=20, description="Page, as 1, 01 or A2")] = None,
        newspaper: Annotated[str | None, Query(max_length=100, description="Name of the newspaper")] = None,
    ) -> list[shapes.Article]:
        """The articles of a day, or of one page of it, in the paper's order; the first 500."""
        found = await calls.articles(date, page, newspaper)
        return [shapes.Article.model_validate(one) for one in found]

    @routes.get("/api/v1/articles/{id:path}", responses=failures_of(404), tags=["papers"])
    async def article(
        id: Annotated[str, Path(max_length=1000, description="As searches and citations tell it")],  # noqa: A002
    ) -> shapes.Article:
        """One article."""
        return shapes.Article.model_validate(await calls.article(id))

    @routes.get("/api/v1/issues", responses=failures_of(), tags=["papers"])
    async def issues() -> list[shapes.Issue]:
        """Every issue, oldest first."""
        return [shapes.Issue.model_validate(one) for one in await calls.issues()]

    @routes.get("/healthz", tags=["server"])
    async def health() -> shapes.Health:
        """How far the models are, and since when the server is there."""
        return shapes.Health(state=service.state, started=service.started)

    @routes.get(
        "/metrics",
        tags=["server"],
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}, "description": "Prometheus' text format"}},
    )
    def metrics() -> Response:
        """What the server has counted."""
        return Response(service.tally.text(), media_type=_TEXT)

    return routes
