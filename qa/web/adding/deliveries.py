"""Files that visitors send: held aside until somebody has seen what is in them, then kept or thrown away."""

from __future__ import annotations

import atexit
import datetime
import gzip
import hashlib
import os
import re
import shutil
import tempfile
import threading
import time
import unicodedata
import zlib
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from index import Archive
from index.errors import ArchiveError
from index.preview import Preview, preview
from qa.web.adding.jobs import Job, Jobs
from qa.web.adding.showing import own

UPLOADS = "uploads"  # the folder in the archive where kept files lie, each under the hash of its content

_ENDINGS = (".txt", ".jsonl", ".jsonl.gz")
_PACKED = (".zip", ".rar", ".7z", ".tar", ".tgz", ".tar.gz", ".gz")
_KEY = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 100  # bytes of a file's name, which file systems limit to 255
_AT_A_TIME = 1 << 16
_REMEMBERED = 8  # deliveries that were kept, for whoever comes back to see
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be sent.

    Attributes:
        files: In one delivery.
        file_bytes: Of one file. A page dump has some 20 kB, a year of a newspaper as rows 30 MB.
        page_bytes: Of one file of page text, which is read as a whole.
        unpacked_bytes: Of one packed file, unpacked.
        delivery_bytes: Of one delivery.
        all_bytes: Of all that waits at the same time.
        deliveries: That wait at the same time; beyond that the oldest goes.
        seconds: After which a delivery that nobody kept is thrown away.
    """

    files: int = 200
    file_bytes: int = 32 << 20
    page_bytes: int = 4 << 20
    unpacked_bytes: int = 128 << 20
    delivery_bytes: int = 128 << 20
    all_bytes: int = 512 << 20
    deliveries: int = 32
    seconds: float = 3600.0


class Refused(Exception):
    """A file or a delivery cannot be taken: the key of a phrase, and what it is filled with."""

    def __init__(self, key: str, **values: object) -> None:
        """Take the key and the values."""
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(slots=True)
class Delivery:
    """What one visitor sent together: files, what was found in them, and how the keeping goes.

    ``refused`` is what the sender was told of files that were not taken.
    """

    key: str
    folder: Path
    touched: float
    files: dict[Path, int] = field(default_factory=dict)
    newspaper: str | None = None
    date: datetime.date | None = None
    seen: Preview | None = None
    job: Job | None = None
    refused: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(self.files.values())


class Deliveries:
    """All that was sent and is not kept yet. May be shared by threads."""

    def __init__(self, archive: Archive, limits: Limits | None = None) -> None:
        """Take the archive that papers go into; a folder for what waits is made when the first file comes."""
        self.limits = Limits() if limits is None else limits
        self._archive = archive
        self._jobs = Jobs()
        self._lock = threading.Lock()
        self._home: Path | None = None
        self._held: dict[str, Delivery] = {}
        self._kept: dict[str, Delivery] = {}  # the last that were kept, without their files

    def receive(self, key: str, name: str, announced: int = 0) -> Receiving:
        """Begin to take one file of a delivery, which is made where it is new.

        Args:
            key: Of the delivery: 32 hexadecimal digits that the sender made up by chance.
            name: Of the file, as the sender calls it; it may hold anything.
            announced: Bytes that are said to come; 0 where it is not said.

        Returns:
            What takes the bytes. The file counts from ``done`` on, and without it ``end`` throws it away.

        Raises:
            Refused: The name, the file or the delivery is not one that can be taken.
        """
        shown = safe_name(name)
        largest = self._largest(shown)
        if announced > largest:
            raise Refused("too_large", name=shown, limit=megabytes(largest))
        delivery = self._delivery(key)
        if len(delivery.files) >= self.limits.files:
            raise Refused("too_many", name=shown, limit=self.limits.files)
        return Receiving(self, delivery, shown, largest, self._room(delivery))

    def take(self, delivery: Delivery, path: Path) -> None:
        """Count a file that has come whole to its delivery.

        Raises:
            Refused: It is empty or unpacks to too much, or there is no place for it any more.
        """
        size = path.stat().st_size
        if not size:
            raise Refused("empty", name=path.name)
        _unpack(path, self.limits.unpacked_bytes)
        with self._lock:
            if self._held.get(delivery.key) is not delivery:
                raise Refused("no_delivery")
            if len(delivery.files) >= self.limits.files:
                raise Refused("too_many", name=path.name, limit=self.limits.files)
            delivery.files[path] = size
            delivery.touched = time.monotonic()
            delivery.seen = None

    def preview(
        self, key: str, newspaper: str | None = None, date: datetime.date | None = None
    ) -> Delivery:
        """Read what was sent as an adding would; nothing is kept.

        Args:
            key: Of the delivery.
            newspaper: The paper's name, in place of what the files say.
            date: The issue's date, in place of what the files say.

        Raises:
            Refused: There is no such delivery (any more), or it is being kept.
        """
        delivery = self.known(key)
        if delivery.job is not None and not delivery.job.failed:
            raise Refused("kept_already")
        delivery.newspaper, delivery.date = newspaper, date
        files = list(delivery.files)
        with own(self._archive) as archive:
            look = partial(preview, None) if archive is None else archive.preview
            delivery.seen = look(files, newspaper=newspaper, date=date)
        return delivery

    def keep(self, key: str) -> Job:
        """Begin to put what was seen into the archive, in a thread of its own, and go on if nobody watches.

        Raises:
            Refused: There is no such delivery (any more), it was not looked at, or nothing is in it.
        """
        delivery = self.known(key)
        with self._lock:
            if delivery.job is not None and not delivery.job.failed:
                return delivery.job
            if delivery.seen is None or not delivery.seen.articles:
                raise Refused("nothing_seen")
            delivery.job = Job()
        self._jobs.start(delivery.job, lambda job: self._work(delivery, job))
        return delivery.job

    def drop(self, key: str) -> None:
        """Throw a delivery away, unless it is being kept."""
        with self._lock:
            delivery = self._held.get(key)
            if delivery is None or (delivery.job is not None and not delivery.job.over):
                return
            del self._held[key]
        shutil.rmtree(delivery.folder, ignore_errors=True)

    def close(self) -> None:
        """Stop what is being kept, and throw away what waits; what was committed stays."""
        self._jobs.stop()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)

    def _work(self, delivery: Delivery, job: Job) -> None:
        """Copy the files that hold articles into the archive's folder, and add them."""
        assert delivery.seen is not None
        holding = dict.fromkeys(Path(one.source) for one in delivery.seen.articles)
        with own(self._archive, make=True) as archive:
            assert archive is not None
            placed = [_placed(path, archive.path / UPLOADS) for path in holding]
            try:
                job.report = archive.add(
                    [path for path, _ in placed],
                    newspaper=delivery.newspaper,
                    date=delivery.date,
                    progress=job.hear,
                )
                if job.report.articles + job.report.unchanged < len(delivery.seen.articles):
                    # What could not be read or written of a file is a problem of the report.
                    lost = "; ".join(one.message for one in job.report.problems[-3:])
                    raise ArchiveError(f"not all articles of a delivery went in: {lost}")
            except BaseException:
                fresh = [path for path, new in placed if new]
                known = {article.source for article in archive.articles()} if fresh else set()
                for path in fresh:
                    if str(path) not in known:
                        shutil.rmtree(path.parent, ignore_errors=True)
                raise
        with self._lock:
            self._held.pop(delivery.key, None)
            self._kept = dict([*self._kept.items(), (delivery.key, delivery)][-_REMEMBERED:])
        shutil.rmtree(delivery.folder, ignore_errors=True)

    def keeping(self, key: str) -> Delivery | None:
        """The delivery of that key if it is being kept, or was lately; None otherwise."""
        with self._lock:
            delivery = self._held.get(key) or self._kept.get(key)
        return delivery if delivery is not None and delivery.job is not None else None

    def known(self, key: str) -> Delivery:
        """The delivery of that key.

        Raises:
            Refused: There is none (any more).
        """
        with self._lock:
            delivery = self._held.get(key)
            if delivery is None or not delivery.files:
                raise Refused("no_delivery")
            delivery.touched = time.monotonic()
            return delivery

    def _delivery(self, key: str) -> Delivery:
        if not _KEY.fullmatch(key):
            raise Refused("no_delivery")
        with self._lock:
            if key not in self._held:
                self._make_room()
                if self._home is None:
                    self._home = Path(tempfile.mkdtemp(prefix="wenbao-papers-"))
                    atexit.register(shutil.rmtree, self._home, ignore_errors=True)
                folder = self._home / key
                folder.mkdir()
                self._held[key] = Delivery(key, folder, time.monotonic())
            return self._held[key]

    def _make_room(self) -> None:
        """Throw away what nobody kept for long, and the oldest where there is too much; the lock is held."""
        now = time.monotonic()
        idle = [one for one in self._held.values() if one.job is None or one.job.failed]
        idle.sort(key=lambda one: one.touched)
        over = len(self._held) + 1 - self.limits.deliveries
        for number, one in enumerate(idle):
            if number < over or now - one.touched > self.limits.seconds:
                del self._held[one.key]
                shutil.rmtree(one.folder, ignore_errors=True)
        if len(self._held) >= self.limits.deliveries:
            raise Refused("busy")

    def _largest(self, name: str) -> int:
        rows = not name.lower().endswith(".txt")
        return self.limits.file_bytes if rows else min(self.limits.page_bytes, self.limits.file_bytes)

    def _room(self, delivery: Delivery) -> int:
        with self._lock:
            everything = sum(one.size for one in self._held.values())
        return min(self.limits.delivery_bytes - delivery.size, self.limits.all_bytes - everything)


class Receiving:
    """One file on its way in."""

    def __init__(
        self, deliveries: Deliveries, delivery: Delivery, name: str, largest: int, room: int
    ) -> None:
        """Take where it goes, its name, and how many bytes it and its delivery may still have."""
        self._deliveries = deliveries
        self._delivery = delivery
        self._name = name
        self._largest = largest
        self._room = room
        self._size = 0
        # A folder of its own: two files of a delivery may have the same name.
        self._path = Path(tempfile.mkdtemp(dir=delivery.folder)) / name
        self._file = self._path.open("xb")
        self._taken = False

    def write(self, data: bytes) -> None:
        """Take some bytes.

        Raises:
            Refused: They are too many.
        """
        self._size += len(data)
        if self._size > self._largest:
            raise Refused("too_large", name=self._name, limit=megabytes(self._largest))
        if self._size > self._room:
            raise Refused("too_much", name=self._name)
        self._file.write(data)

    def done(self) -> None:
        """Say that all bytes have come.

        Raises:
            Refused: As `Deliveries.take`.
        """
        self._file.close()
        self._deliveries.take(self._delivery, self._path)
        self._taken = True

    def end(self) -> None:
        """Give back what is held; a file that is not done is thrown away."""
        self._file.close()
        if not self._taken:
            shutil.rmtree(self._path.parent, ignore_errors=True)


def safe_name(name: str) -> str:
    """A name that is one on every system, out of whatever a sender calls a file.

    Raises:
        Refused: It is not of a form that can be read.

    >>> safe_name("../../etc/passwd.txt"), safe_name("第1版.TXT"), safe_name("a<b>.jsonl.gz")
    ('passwd.txt', '第1版.TXT', 'a_b_.jsonl.gz')
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    # Control, format (as those that turn the direction of a line), surrogate and private characters.
    plain = "".join(one for one in plain if unicodedata.category(one)[0] != "C")
    plain = _FORBIDDEN.sub("_", plain).rstrip(" .")
    ending = next((one for one in _ENDINGS[::-1] if plain.lower().endswith(one)), None)
    if ending is None:
        packed = any(plain.lower().endswith(one) for one in _PACKED)
        raise Refused("packed" if packed else "no_form", name=plain[:_LONGEST_NAME] or "?")
    stem = plain[: -len(ending)].strip(" .") or "paper"
    if stem.split(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"
    stem = stem.encode()[: _LONGEST_NAME - len(ending)].decode(errors="ignore")
    return stem + plain[-len(ending) :]


def megabytes(size: int) -> str:
    """A limit as one reads it."""
    return f"{size / (1 << 20):g} MB"


def _unpack(path: Path, limit: int) -> None:
    """Refuse a packed file that unpacks to too much; one that is damaged is told of when it is read."""
    with path.open("rb") as probe:
        if probe.read(2) != b"\x1f\x8b":
            return
    size = 0
    try:
        with gzip.open(path, "rb") as file:
            while data := file.read(_AT_A_TIME):
                size += len(data)
                if size > limit:
                    raise Refused("unpacks", name=path.name, limit=megabytes(limit))
    except (OSError, EOFError, zlib.error):
        return


def _placed(path: Path, folder: Path) -> tuple[Path, bool]:
    """Copy a file to where it stays, under the hash of its content; the place, and whether it is new.

    The same file has the same place each time, and another file of its name never takes it.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    target = folder / digest / path.name
    if target.is_file():
        return target, False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{digest}.{os.getpid()}")
    shutil.copyfile(path, beside)
    os.replace(beside, target)
    return target, True
