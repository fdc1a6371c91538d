"""Addresses of the reading view. Every page is complete without a script."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import QueryError, WenbaoError
from index.records import KINDS
from qa.web import links
from qa.web.reading import shelf
from qa.web.reading.marks import paragraphs, within
from qa.web.reading.words import say
from qa.web.words import TAGS, preferred

if TYPE_CHECKING:
    import jinja2
    from fastapi import APIRouter
    from starlette.requests import Request
    from starlette.responses import Response

    from qa.web.service import Service

LONGEST = 500  # characters of a search
_ASSETS = {
    "paper.css": "text/css",
    "paper.js": "text/javascript",
    "theme.js": "text/javascript",
    "docs.css": "text/css",
    "docs.js": "text/javascript",
}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def router(service: Service) -> APIRouter:
    """The routes under ``/paper``."""
    from fastapi import APIRouter
    from starlette.routing import Route

    view = _View(service)

    def route(path: str, endpoint: Callable[[Request], Response]) -> Route:
        return Route(path, endpoint, methods=["GET"], include_in_schema=False)

    return APIRouter(
        routes=[
            route("/paper", view.issues),
            route("/paper/issue/{date}", view.issue),
            route("/paper/article/{id:path}", view.article),
            route("/paper/source/{id:path}", view.source),
            route("/paper/search", view.search),
            route("/paper/timeline", view.timeline),
            route("/paper/static/{name}", view.asset),
        ]
    )


class _View:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._archive = service.archive
        self._shelf = service.shelf

    def issues(self, request: Request) -> Response:
        issues = self._archive.issues()
        names = list(dict.fromkeys(one.newspaper for one in sorted(issues, key=lambda one: one.date)[::-1]))
        papers = [(name, shelf.months([one for one in issues if one.newspaper == name])) for name in names]
        return _page(request, "issues.html", papers=papers)

    def issue(self, request: Request) -> Response:
        try:
            date = datetime.date.fromisoformat(request.path_params["date"])
        except ValueError:
            return _problem(request, "bad_date", 404)
        issues = self._archive.issues()
        name = request.query_params.get("newspaper")
        issue = next((one for one in issues if one.date == date and name in (None, one.newspaper)), None)
        if issue is None:
            return _problem(request, "no_issue", 404)
        same = [one for one in issues if one.newspaper == issue.newspaper]
        at = same.index(issue)
        return _page(
            request,
            "issue.html",
            issue=issue,
            pages=shelf.pages(self._archive.articles(date=date, newspaper=issue.newspaper)),
            before=same[at - 1] if at else None,
            after=same[at + 1] if at + 1 < len(same) else None,
        )

    def article(self, request: Request) -> Response:
        article = self._archive.article(request.path_params["id"])
        if article is None:
            return _problem(request, "gone", 404)
        quote = within(article.text, _number(request, "start"), _number(request, "end"))
        answer = within(article.text, _number(request, "from"), _number(request, "to"))
        before, after = shelf.neighbours(self._archive, article)
        shown = shelf.dump(article) if "dump" in request.query_params else None
        return _page(
            request,
            "article.html",
            article=article,
            paragraphs=paragraphs(article.text, quote, answer),
            before=before,
            after=after,
            cited=links.cited(article),
            bibtex=links.bibtex(article),
            beside="dump" in request.query_params,
            dumped=shelf.dumped(article),
            dump=shown,
        )

    def source(self, request: Request) -> Response:
        article = self._archive.article(request.path_params["id"])
        if article is None:
            return _problem(request, "gone", 404)
        shown = shelf.dump(article)
        if shown is None:
            return _problem(request, "no_dump", 404)
        return _page(request, "source.html", article=article, dump=shown)

    def search(self, request: Request) -> Response:
        return self._found(request, "search.html")

    def timeline(self, request: Request) -> Response:
        return self._found(request, "timeline.html")

    def asset(self, request: Request) -> Response:
        from starlette.responses import Response

        name = request.path_params["name"]
        if name not in _ASSETS:
            return _problem(request, "problem", 404)
        text = (files("qa.web") / name).read_text("utf-8")
        return Response(text, media_type=_ASSETS[name], headers={"Cache-Control": "max-age=300"})

    def _found(self, request: Request, template: str) -> Response:
        given = {name: request.query_params.get(name, "").strip() for name in shelf.FIELDS}
        query = request.query_params.get("q", "").strip()[:LONGEST]
        view = template.removesuffix(".html")
        try:
            filters = shelf.wanted(given)
            results = shelf.search(self._archive, query, filters)
        except QueryError as error:
            key = str(error) if str(error) in {"bad_date", "bad_order"} else "nothing"
            return _problem(request, key, 400)
        except WenbaoError:
            return _problem(request, "busy", 503)
        held = {name: value for name, value in given.items() if name in filters}
        chips = [
            (name, value, links.to_search(query, view, **{k: v for k, v in held.items() if k != name}))
            for name, value in held.items()
        ]
        return _page(
            request,
            template,
            query=query,
            given=held,
            chips=chips,
            results=shelf.story(results) if view == "timeline" else results,
            asked=bool(query or held),
            choices=self._shelf.choices(),
            kinds=KINDS,
            view=view,
        )


@functools.lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    import jinja2

    folder = files("qa.web") / "templates"
    loader = jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8"))
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(links=links)
    environment.filters["day"] = lambda date: f"{date.year}年{date.month}月{date.day}日"
    environment.filters["page"] = lambda page: f"第{page}版" if page.isdecimal() else f"{page}版"
    return environment


def _page(request: Request, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    from starlette.responses import HTMLResponse

    language = preferred(request.headers.get("accept-language"))
    values = {"query": "", **values}
    html = (
        _templates()
        .get_template(template)
        .render(
            language=language,
            lang=TAGS[language],
            t=lambda key, **words: say(key, language, **words),
            **values,
        )
    )
    # A lone surrogate, which a page can hold and UTF-8 cannot, becomes a question mark.
    headers = {"Content-Security-Policy": _POLICY, "Vary": "Accept-Language"}
    return HTMLResponse(html.encode("utf-8", "replace"), status, headers)


def _problem(request: Request, key: str, status: int) -> Response:
    return _page(request, "problem.html", status, key=key)


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
