"""What programs send, and the form in which a request fails."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from index.records import KINDS, Kind, Mode
from qa.settings import QaSettings
from qa.web.reading.shelf import Wanted

LONGEST = QaSettings().longest_question  # characters of a question or a search
Code = Literal[
    "invalid",
    "too_large",
    "not_found",
    "method",
    "too_many",
    "crowded",
    "loading",
    "unavailable",
    "internal",
]


class Filters(BaseModel):
    """Look only in articles for which all of this holds."""

    model_config = ConfigDict(extra="forbid")

    newspaper: str | None = Field(None, min_length=1, max_length=100, description="Name of the newspaper")
    page: str | None = Field(None, min_length=1, max_length=20, description="Page, as 1, 01 or A2")
    column: str | None = Field(None, min_length=1, max_length=100, description="Column (栏目)")
    byline: str | None = Field(None, min_length=1, max_length=100, description="A name in the byline")
    kind: Kind | None = Field(None, description="One of " + ", ".join(KINDS))
    since: datetime.date | None = Field(None, description="First day, as 2025-08-04")
    until: datetime.date | None = Field(None, description="Last day, as 2025-08-04")

    @model_validator(mode="after")
    def _in_order(self) -> Filters:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is after until")
        return self

    def wanted(self) -> Wanted:
        """Those that were given, as the archive takes them."""
        given: Wanted = {}
        for name in Filters.model_fields:
            if (value := getattr(self, name)) is not None:
                given[name] = value  # type: ignore[literal-required]
        return given


class Turn(BaseModel):
    """One question before this one, and its answer."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1, max_length=LONGEST)
    answer: str = Field("", max_length=5000)


class Ask(BaseModel):
    """A question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "到2027年跨境电商出口规模要达到多少？"}},
    )

    question: str = Field(min_length=1, max_length=LONGEST, pattern=r"\S", description="In Chinese")
    history: list[Turn] = Field(default_factory=list, max_length=20, description="Oldest first")
    filters: Filters = Field(default_factory=lambda: Filters.model_validate({}))
    today: datetime.date | None = Field(None, description='What "today" means; else the newest issue')


class Search(Filters):
    """A search: words, how many, how, and where."""

    q: str = Field(min_length=1, max_length=LONGEST, pattern=r"\S", description="Words or a question")
    k: int = Field(10, ge=1, le=100, description="How many passages at most")
    mode: Mode = "hybrid"

    def wanted(self) -> Wanted:
        """The filters among these."""
        return Filters(**self.model_dump(exclude={"q", "k", "mode"})).wanted()


class Error(BaseModel):
    """Every failure looks like this."""

    code: Code = Field(
        description="invalid: the request makes no sense; too_large; not_found; method: not for this "
        "address; too_many: more than the limit a minute; crowded: the line is full; loading: the models "
        "are not ready; unavailable: the archive or a model cannot be used; internal: the server's fault"
    )
    message: str = Field(description="For people, in English")
    field: str | None = Field(None, description="Which part of the request was wrong")
