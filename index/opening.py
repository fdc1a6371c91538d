"""Opening an archive: made where it is absent, refused where it does not fit, locked while it is written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index import eventdays, terms
from index.embedder import Encoder
from index.errors import ArchiveError, ArchiveLocked
from index.store import FILE, FORMAT, Store, article_columns, article_of, get_meta, set_meta

LOCK = "write.lock"
UPGRADE_PATIENCE = 30.0
"""Seconds to wait for a writer before an older archive is brought up to date."""

_UPGRADABLE = ("1", str(FORMAT))


@contextlib.contextmanager
def locked(folder: Path, patience: float = 0) -> Iterator[None]:
    """Hold the lock of an archive; ``patience`` is for how many seconds to wait for it.

    Raises:
        ArchiveLocked: Somebody else holds it.
    """
    import filelock

    lock = filelock.FileLock(folder / LOCK, timeout=patience, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise ArchiveLocked(
            f"{folder}: another process is writing to this archive; wait until it is done and try again"
        ) from None
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot be written to: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def create_store(folder: Path, embedder: Encoder) -> Store:
    """Make the directory and an empty archive in it; one that another process made meanwhile is taken."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot make this directory: {error.strerror}") from error
    with locked(folder, patience=10):  # another process may be making it just now
        if (folder / FILE).is_file():  # another process was quicker
            return Store(folder / FILE)
        return Store.create(folder, made_by(embedder))


def made_by(embedder: Encoder) -> dict[str, str]:
    """What `meta` keeps of how vectors and terms are made."""
    return {
        "embedder": embedder.fingerprint,
        "embedder_name": embedder.name,
        "dictionary": terms.fingerprint(),
    }


def upgrade(folder: Path, store: Store) -> None:
    """Bring an archive of the format before up to date: find the days that its articles speak of.

    The same where the rules for days have changed since. Nothing is embedded; it happens once, at the rate at
    which SQLite gives the articles.

    Raises:
        ArchiveLocked: Another process is writing to it, and did not stop for half a minute.
    """
    if not _outdated(store):
        return
    with locked(folder, patience=UPGRADE_PATIENCE):
        if not _outdated(store):  # another process was quicker
            return
        with store.writing() as connection:
            connection.execute("DROP TABLE IF EXISTS dates")
            for statement in eventdays.SCHEMA.split(";"):
                connection.execute(statement)
            seqs = [row[0] for row in connection.execute("SELECT seq FROM articles ORDER BY seq")]
            for seq in seqs:
                row = connection.execute(
                    f"SELECT {article_columns()} FROM articles AS a WHERE a.seq = ?", (seq,)
                ).fetchone()
                eventdays.insert_dates(connection, seq, article_of(row))
            set_meta(connection, format=str(FORMAT), dates=eventdays.version())


def _outdated(store: Store) -> bool:
    with store.reading() as connection:
        try:
            meta = get_meta(connection)
        except sqlite3.DatabaseError:  # no archive at all: `check_fit` says so
            return False
    known = meta.get("format") in _UPGRADABLE
    return known and (meta.get("format") != str(FORMAT) or meta.get("dates") != eventdays.version())


def check_archive(store: Store) -> dict[str, str]:
    """What `meta` of an archive holds.

    Raises:
        ArchiveError: The file is no archive.
    """
    with store.reading() as connection:
        try:
            return get_meta(connection)
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            raise ArchiveError(f"{store.path}: not an archive of Wenbao ({error})") from error


def check_fit(folder: Path, store: Store, embedder: Encoder) -> None:
    """Refuse what this version or this embedder cannot use.

    Raises:
        ArchiveError: It says which command mends it.
    """
    meta = check_archive(store)
    if meta.get("format") != str(FORMAT):
        raise ArchiveError(
            f"{folder}: written in format {meta.get('format')}, this version reads format {FORMAT}; "
            f"add the papers to a new archive: {command_for('add PATH...', Path('NEW'))}"
        )
    empty = meta.get("passages") == "0"
    if meta.get("embedder") != embedder.fingerprint and not empty:
        raise ArchiveError(
            f"{folder}: its vectors were made by {meta.get('embedder_name')} ({meta.get('embedder')}), the "
            f"settings name {embedder.name} ({embedder.fingerprint}); set that model again, or embed all "
            f"anew with: {command_for('reembed', folder)}"
        )
    if meta.get("dictionary") != terms.fingerprint() and not empty:
        raise ArchiveError(
            f"{folder}: its terms were cut with another dictionary; "
            f"cut them anew with: {command_for('reembed', folder)}"
        )


def command_for(words: str, folder: Path) -> str:
    """A command that a message tells to run."""
    return f"python -m index {words} --archive {folder}"
