"""The tools for language models and agents, over the Model Context Protocol."""

from __future__ import annotations

import contextlib
import datetime
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import APIRouter
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field
from starlette.routing import Route

from index.records import Mode
from qa import answers
from qa.web import links
from qa.web.api import shapes
from qa.web.api.failures import Refusal, admit, told
from qa.web.api.models import LONGEST, Ask, Filters, Search, Turn

if TYPE_CHECKING:
    from index.records import Article
    from qa.web.api.calls import Calls
    from qa.web.api.gate import Gate
    from qa.web.settings import WebSettings
    from qa.web.tally import Tally

PATH = "/mcp"
_HOW = (
    "Wenbao answers questions about Chinese newspapers in the papers' own words. Ask in Chinese. An answer "
    'of the kind "none" means that the papers do not say: do not fill it in. Quote with the place that each '
    "citation gives, and read the article before you conclude more than the quote says."
)
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_Given = TypeVar("_Given")


class Quote(BaseModel):
    """Words of an article, and where they stand."""

    quote: str
    place: str = Field(description="Newspaper, date, page and headline")
    article: str = Field(description="The article's id")
    start: int = Field(description="Of the quote in the article's text, in characters")
    end: int


class Said(BaseModel):
    """An answer in the paper's words; of the kind "none" where the paper does not say."""

    kind: str
    answer: str = Field(description="The paper's words, dates resolved beside them")
    message: str = Field(description="A notice or refusal of Wenbao's own; never to be quoted")
    items: list[str] = Field(description="Parts of a list, or the articles found")
    confidence: float = Field(description="0 to 1: of answers given at 0.8, 80 % are right")
    citations: list[Quote]
    differing: list[Quote] = Field(description="Reports that say otherwise")
    related: list[Quote] = Field(description="Nearest articles where there is no answer, by their beginnings")


class Tools:
    """An MCP server with four tools over the calls of programs."""

    def __init__(self, calls: Calls, settings: WebSettings, gate: Gate, tally: Tally) -> None:
        """Make the server; ``router`` is where it can be reached.

        Args:
            calls: Carries the requests out.
            settings: The limits.
            gate: Counts the requests of a client, those over HTTP and these together.
            tally: Counts what became of them.
        """
        self._calls, self._settings, self._gate, self._tally = calls, settings, gate, tally
        self._server = MCPServer(
            "wenbao", title="问报 Wenbao", version="1", instructions=_HOW, log_level="WARNING"
        )
        for tool, title in (
            (self.ask, "Ask the newspapers"),
            (self.search, "Search the newspapers"),
            (self.article, "Read an article"),
            (self.issues, "List the issues"),
        ):
            self._server.tool(title=title, annotations=_READS)(tool)

    def router(self) -> APIRouter:
        """The route at /mcp; the server runs as long as the application that includes it."""
        application = self._server.streamable_http_app(
            streamable_http_path=PATH,
            stateless_http=True,
            json_response=True,
            max_request_body_size=self._settings.longest_body,
            host=self._settings.host,
        )

        @contextlib.asynccontextmanager
        async def running(_app: Any) -> AsyncIterator[None]:  # noqa: ANN401 - whichever includes it
            async with self._server.session_manager.run():
                yield

        # GET would open a stream on which nothing ever comes.
        route = Route(PATH, application, methods=["POST"], include_in_schema=False)
        return APIRouter(routes=[route], lifespan=running)

    async def ask(
        self,
        question: Annotated[str, Field(description="In Chinese, as a reader would ask", max_length=LONGEST)],
        ctx: Context[Any, Any],
        newspaper: Annotated[str | None, Field(description="Only in this newspaper")] = None,
        since: Annotated[datetime.date | None, Field(description="Only from this day on")] = None,
        until: Annotated[datetime.date | None, Field(description="Only up to this day")] = None,
        history: Annotated[list[Turn] | None, Field(description="Turns before, oldest first")] = None,
    ) -> Said:
        """Answer a question from the newspapers, in their own words, with citations."""

        async def call() -> Said:
            filters = _made(Filters, newspaper=newspaper, since=since, until=until)
            asked = _made(Ask, question=question, history=history or [], filters=filters)
            request = ctx.request_context.request
            gone = request.is_disconnected if request is not None else _never
            return said(await self._calls.ask(asked, gone))

        return await self._counted("ask", ctx, call)

    async def search(
        self,
        query: Annotated[str, Field(description="Words or a question, in Chinese", max_length=LONGEST)],
        ctx: Context[Any, Any],
        k: Annotated[int, Field(description="How many passages at most", ge=1, le=50)] = 10,
        mode: Annotated[Mode, Field(description="Both, by meaning alone, or by words alone")] = "hybrid",
        newspaper: Annotated[str | None, Field(description="Only in this newspaper")] = None,
        byline: Annotated[str | None, Field(description="Only with this name in the byline")] = None,
        since: Annotated[datetime.date | None, Field(description="Only from this day on")] = None,
        until: Annotated[datetime.date | None, Field(description="Only up to this day")] = None,
    ) -> list[Quote]:
        """Find passages of the newspapers by meaning and words, best first."""

        async def call() -> list[Quote]:
            asked = _made(
                Search,
                q=query,
                k=k,
                mode=mode,
                newspaper=newspaper,
                byline=byline,
                since=since,
                until=until,
            )
            hits = await self._calls.search(asked)
            return [_quote(one.article, one.passage.start, one.passage.end) for one in hits]

        return await self._counted("search", ctx, call)

    async def article(
        self,
        id: Annotated[str, Field(description="As citations and searches tell it", max_length=1000)],  # noqa: A002
        ctx: Context[Any, Any],
    ) -> shapes.Article:
        """Read one article whole: headline, byline, text, and where it was printed."""

        async def call() -> shapes.Article:
            return shapes.Article.model_validate(await self._calls.article(id))

        return await self._counted("article", ctx, call)

    async def issues(self, ctx: Context[Any, Any]) -> list[shapes.Issue]:
        """List the newspapers and days that are held, oldest first."""

        async def call() -> list[shapes.Issue]:
            return [shapes.Issue.model_validate(one) for one in await self._calls.issues()]

        return await self._counted("issues", ctx, call)

    async def _counted(
        self, tool: str, context: Context[Any, Any], call: Callable[[], Awaitable[_Given]]
    ) -> _Given:
        """Carry a call out within the limits; a failure is one line with its code."""
        request = context.request_context.request
        started = time.perf_counter()
        code = "ok"
        try:
            admit(self._gate, self._settings, request.client.host if request and request.client else "")
            return await call()
        except Exception as error:
            refusal = told(error)
            code = refusal.code
            raise ToolError(f"{code}: {refusal.detail}") from error
        finally:
            self._tally.served(f"tool:{tool}", code, time.perf_counter() - started)


async def _never() -> bool:
    return False


_Model = TypeVar("_Model", bound=BaseModel)


def _made(model: type[_Model], **values: Any) -> _Model:  # noqa: ANN401 - checked by the model
    """A request from a tool's arguments.

    Raises:
        Refusal: They make no sense together.
    """
    from pydantic import ValidationError

    try:
        return model(**values)
    except ValidationError as error:
        first = error.errors()[0]
        raise Refusal(422, "invalid", f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()) from None


def said(answer: answers.Answer) -> Said:
    """An answer as a language model needs it: words and places, and no whole articles."""
    return Said(
        kind=answer.kind,
        answer=answer.display or answer.text,
        message=answer.message,
        items=list(answer.items),
        confidence=round(answer.confidence, 3),
        citations=[_quote(one.article, one.start, one.end) for one in answer.citations],
        differing=[
            _quote(one.article, one.start, one.end)
            for other in answer.alternatives
            for one in other.citations
        ],
        related=[_quote(one, 0, min(len(one.text), 120)) for one in answer.related],
    )


def _quote(article: Article, start: int, end: int) -> Quote:
    return Quote(
        quote=article.text[start:end], place=links.cited(article), article=article.id, start=start, end=end
    )
