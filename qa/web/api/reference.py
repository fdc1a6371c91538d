"""The page of the interface for programs: Swagger UI over the schema, with nothing from outside."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

# Swagger UI draws its icons from data and sets sizes in the page itself.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'self'"
)


def router() -> APIRouter:
    """The route at /docs."""
    return APIRouter(routes=[Route("/docs", _page, methods=["GET"], include_in_schema=False)])


async def _page(_: Request) -> HTMLResponse:
    text = (files("qa.web") / "templates" / "docs.html").read_text("utf-8")
    return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY})
