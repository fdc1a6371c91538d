"""A question read: its kind, days, filters and what it points back to."""

from qa.understand.follow import whole_questions
from qa.understand.names import Names, names_of
from qa.understand.reading import understand
from qa.understand.records import Named, Period, Understood

__all__ = ["Named", "Names", "Period", "Understood", "names_of", "understand", "whole_questions"]
