"""Answers and articles as HTML. Every word of a paper or a visitor goes through ``escape``."""

from qa.web.exchange import Exchange
from qa.web.render.answer import marked_quote
from qa.web.render.conversation import follow_ups, talk
from qa.web.render.frame import desk, filters, head
from qa.web.render.markup import escape
from qa.web.render.panel import sheet

__all__ = ["Exchange", "desk", "escape", "filters", "follow_ups", "head", "marked_quote", "sheet", "talk"]
