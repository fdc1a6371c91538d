"""What programs get back. The fields are those of the classes of the same names in ``index`` and ``qa``."""

from __future__ import annotations

import datetime
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, computed_field

from index.records import Kind
from qa.answers import AnswerKind
from qa.web import links


class _Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True)


def _bare(source: str) -> str:
    return PurePath(source).name


class Issue(_Shape):
    """One day's paper."""

    newspaper: str
    date: datetime.date
    number: int | None = Field(description="As the masthead counts (总第N期)")
    weekday: str
    lunar: str = Field(description="The lunar date of the masthead")
    publishers: list[str]
    pages: list[str]
    articles: int = Field(description="How many")


class Article(_Shape):
    """One article as it was printed; offsets of passages and citations count characters in ``text``."""

    id: str
    newspaper: str
    date: datetime.date
    headline: str
    text: str = Field(description="The body, paragraphs divided by line feeds")
    kind: Kind
    issue_number: int | None
    page: str
    page_name: str
    column: str
    kicker: str
    deck: str
    reporters: list[str]
    correspondents: list[str]
    photographers: list[str]
    byline: str
    source: Annotated[str, BeforeValidator(_bare)] = Field(description="Name of the file it came in")
    page_inferred: bool = Field(description="The page was not printed with it")
    order: int = Field(description="Its place in the issue")

    @computed_field(description="Its address in the reading view of this server")  # type: ignore[prop-decorator]
    @property
    def address(self) -> str:
        """Where it can be read."""
        return links.to_place(self.id)


class Passage(_Shape):
    """Whole sentences of one article: ``article.text[start:end] == text``."""

    article_id: str
    start: int
    end: int
    text: str


class Hit(_Shape):
    """A passage that a search found; a higher score is better."""

    score: float
    passage: Passage
    article: Article


class Citation(_Shape):
    """A place in an article: ``article.text[start:end] == quote``, always."""

    article: Article
    quote: str
    start: int
    end: int
    answer_start: int | None = Field(description="Of the answer in article.text; null where it is not there")
    answer_end: int | None
    place: str = Field(description="Newspaper, date, page and headline, as one writes it under a quotation")


class Answer(_Shape):
    """An answer in the paper's words, or the plain word that the paper does not say."""

    kind: AnswerKind = Field(
        description="span: a phrase; passage: sentences; list; articles: reports found; metadata: of the "
        "issue or article; social: greeting, help; none: the paper does not say"
    )
    question: str = Field(description="As it was understood: a follow-up is made whole")
    text: str = Field(description="The paper's words; empty for social and none")
    display: str = Field(description="The same with dates resolved beside them")
    message: str = Field(description="Our words: refusal, greeting, notice")
    items: list[str] = Field(description="Parts of a list, or articles found, each with its citation")
    citations: list[Citation] = Field(description="Best first")
    alternatives: list[Answer] = Field(description="Of reports that differ")
    confidence: float = Field(description="0 to 1; of answers given at 0.8, 80 % are right")
    candidate: Answer | None = Field(description="What was found but not sure enough, when the kind is none")
    related: list[Article] = Field(description="Nearest articles, when there is no answer")
    suggestions: list[str] = Field(description="Questions that these papers can answer")
    today: datetime.date | None = Field(description='What "today" meant')
    timings: dict[str, float] = Field(description="Seconds by stage")


class Health(BaseModel):
    """How far the models are, and since when this process serves: another time is another process."""

    state: Literal["loading", "ready", "failed"]
    started: str
