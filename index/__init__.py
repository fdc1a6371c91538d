"""Wenbao's retrieval: newspaper pages in, passages found."""

from index.archive import Archive
from index.errors import ArchiveError, ArchiveLocked, ModelError, QueryError, SourceError, WenbaoError
from index.records import AddReport, Article, Hit, Issue, Passage, Problem
from index.settings import IndexSettings

__all__ = [
    "AddReport",
    "Archive",
    "ArchiveError",
    "ArchiveLocked",
    "Article",
    "Hit",
    "IndexSettings",
    "Issue",
    "ModelError",
    "Passage",
    "Problem",
    "QueryError",
    "SourceError",
    "WenbaoError",
]
