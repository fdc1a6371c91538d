"""Everything for programs, to be plugged into the server beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from qa.web.api import routes
from qa.web.api.calls import Calls
from qa.web.api.failures import plain
from qa.web.api.gate import Gate
from qa.web.api.tools import Tools
from qa.web.feedback import routes as feedback
from qa.web.settings import WebSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.web.service import Service


def programs(settings: WebSettings | None = None) -> Callable[[Service], APIRouter]:
    """The HTTP routes, that for opinions among them, and the MCP server, with the limits that they share.

    Args:
        settings: The limits; the usual ones if None.

    Returns:
        A plug for ``qa.web.server.build``.
    """
    given = WebSettings() if settings is None else settings

    def plug(service: Service) -> APIRouter:
        gate = Gate(given.requests_a_minute)
        calls = Calls(service, given)
        route = plain(given, gate, service.tally)
        router = routes.router(service, calls, route)
        router.include_router(feedback.router(service, route))
        router.include_router(Tools(calls, given, gate, service.tally).router())
        return router

    return plug
