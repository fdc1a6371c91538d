"""The route that takes opinions in. Without it the page asks for none."""

from __future__ import annotations

import datetime
import logging
from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from index.errors import ArchiveError
from qa.answers import Citation
from qa.web.api.failures import Refusal
from qa.web.api.models import Filters, Turn
from qa.web.api.routes import failures_of
from qa.web.feedback.store import append

if TYPE_CHECKING:
    from qa.web.service import Service

PATH = "/api/v1/feedback"
_log = logging.getLogger(__name__)


class Place(BaseModel):
    """What an answer cited: characters of an article's text."""

    model_config = ConfigDict(extra="forbid")

    article: str = Field(min_length=1, max_length=200, description="Its id")
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Opinion(BaseModel):
    """What a reader thinks of an answer. Nothing tells who he is."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field("", pattern=r"^[0-9a-f]{0,64}$", description="Of this opinion: a later one replaces it")
    verdict: Literal["right", "wrong", "citation", "refuse", "withdrawn"] = Field(
        description="The citation is wrong; or the paper does not say, and it should have been refused"
    )
    remark: str = Field("", max_length=500)
    question: str = Field(min_length=1, max_length=2000, pattern=r"\S")
    history: list[Turn] = Field(default_factory=list, max_length=20, description="Oldest first")
    filters: Filters = Field(default_factory=lambda: Filters.model_validate({}))
    kind: Literal["span", "passage", "list", "articles", "metadata", "none"] = "span"
    answer: str = Field("", max_length=20_000)
    items: list[str] = Field(default_factory=list, max_length=200)
    citations: list[Place] = Field(default_factory=list, max_length=200)


def router(service: Service, route: type[APIRoute] = APIRoute) -> APIRouter:
    """The one route; where it is made, the page asks for opinions.

    Args:
        service: Whose archive keeps the opinions.
        route: How it fails and keeps to limits.
    """
    service.takes_opinions = True
    routes = APIRouter(route_class=route)

    @routes.post(PATH, status_code=201, responses=failures_of(400, 413), tags=["questions"])
    async def feedback(opinion: Opinion) -> dict[str, str]:
        """Store what a reader thinks of an answer, in the archive's folder."""
        try:
            await run_in_threadpool(_keep, service, opinion)
        except ArchiveError as error:
            _log.error("%s", error)
            raise Refusal(503, "unavailable", "the opinion could not be stored", wait=30) from error
        return {"kept": opinion.verdict}

    return routes


def _keep(service: Service, opinion: Opinion) -> None:
    row = opinion.model_dump(mode="json", exclude={"citations", "filters"})
    row["filters"] = opinion.filters.model_dump(mode="json", exclude_none=True)
    row["time"] = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    row["citations"] = [one for one in map(lambda place: _cited(service, place), opinion.citations) if one]
    append(service.archive.path, row)


def _cited(service: Service, place: Place) -> dict[str, Any] | None:
    """A citation in the paper's own words, not in those that were sent; None if there is no such place."""
    article = service.article(place.article)
    if article is None:
        return None
    try:
        quote = Citation.at(article, place.start, place.end).quote
    except ValueError:
        return None
    return {
        "article": article.id,
        "newspaper": article.newspaper,
        "date": article.date.isoformat(),
        "page": article.page,
        "headline": (article.headline or article.kicker or article.deck).replace("\n", " "),
        "start": place.start,
        "end": place.end,
        "quote": quote,
    }
