"""Texts to vectors: the sentence-transformers model that ships, or any other."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import ModelError
from index.processor import has_bf16
from index.quiet import quiet_loading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "model"
_CHUNK = 64  # passages between two chances for a question to go first
# Up to so many questions are embedded on one thread: 12 ms there and 9 ms on two idle cores, but with another
# process at work two threads wait for each other at every layer, and it took 100 to 1,000 ms.
_ALONE = 2
# Of a hub repository only what sentence-transformers reads.
_UNUSED = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite", "*.gguf", "imgs/*"]


class Encoder(Protocol):
    """What the archive needs of an embedder; tests pass one with fixed vectors."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text might get another vector."""

    @property
    def name(self) -> str:
        """How messages call it."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, (len(texts), d)."""

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors, (len(texts), d)."""


class _Turns:
    """A lock in which a question goes before whoever is indexing."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._urgent = 0

    @contextlib.contextmanager
    def taken(self, *, urgent: bool) -> Iterator[None]:
        with self._changed:
            self._urgent += urgent
            try:
                self._changed.wait_for(lambda: not self._busy and (urgent or not self._urgent))
                self._busy = True
            finally:
                self._urgent -= urgent
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()


class Embedder:
    """A sentence-transformers model whose weights load when the first text is encoded.

    Prefixes belong to the model: the prompts "query" and "passage" (or "document") of its own
    configuration are used, and a model without them gets none. Threads may share an embedder: one works at
    a time, and queries go before passages.
    """

    def __init__(self, folder: Path, name: str, batch: int = 32) -> None:
        """Use a folder in sentence-transformers form; `load` finds it and checks it."""
        self.name = name
        self._folder = folder
        self._batch = batch
        self._turns = _Turns()
        self._loading = threading.Lock()
        self._model: Any = None
        self._threads = 1

    @classmethod
    def load(cls, name_or_path: str | Path | None = None, *, batch: int = 32) -> Embedder:
        """The shipped model (None), a folder, or a model of the hub by its name.

        Args:
            name_or_path: Where the model is. A hub name is looked up in the local cache first.
            batch: Passages that the model takes at a time.

        Raises:
            ModelError: There is no such model, or the folder does not hold one.
        """
        if name_or_path is None:
            folder = SHIPPED
        elif Path(name_or_path).expanduser().is_dir():
            folder = Path(name_or_path).expanduser()
        else:
            folder = _from_hub(str(name_or_path))
        if not (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
            raise ModelError(
                f"{folder}: no sentence-transformers model in this folder (no modules.json or config.json); "
                "set IndexSettings(embedder=...) to a model's folder or hub name, or leave it out for the "
                "model that ships"
            )
        name = "the shipped embedder" if name_or_path is None else str(name_or_path)
        return cls(folder, name, batch)

    @functools.cached_property
    def fingerprint(self) -> str:
        """Hash over weights, tokenizer and configuration (16 hexadecimal digits); loads no weights."""
        digest = hashlib.sha256()
        for path in sorted(self._folder.rglob("*")):
            relative = path.relative_to(self._folder)
            if path.is_file() and path.suffix != ".md" and not any(p.startswith(".") for p in relative.parts):
                digest.update(relative.as_posix().encode() + b"\0")
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:16]

    @property
    def dimension(self) -> int:
        """Length of a vector; loads the model."""
        return int(self._ready().get_embedding_dimension())

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        self._ready()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of questions, float32 of shape (len(texts), dimension)."""
        return self._encode(texts, ("query",), urgent=True)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, float32 of shape (len(texts), dimension).

        Args:
            texts: What is embedded. Texts of like length go together, so pass many at a time.
            progress: Called with the number of texts just done.
        """
        return self._encode(texts, ("passage", "document"), urgent=False, progress=progress)

    def _encode(
        self,
        texts: Sequence[str],
        prompts: tuple[str, ...],
        *,
        urgent: bool,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        model = self._ready()
        prompt = next((model.prompts[name] for name in prompts if model.prompts.get(name)), "")
        # Longest first: padding stays small, and a machine that lacks the memory fails at once.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors: NDArray[np.float32] | None = None
        for first in range(0, len(order), _CHUNK):
            chosen = order[first : first + _CHUNK]
            threads = 1 if urgent and len(chosen) <= _ALONE else self._threads
            with self._turns.taken(urgent=urgent), self._on(threads), _fast_arithmetic():
                part = model.encode(
                    [texts[i] for i in chosen],
                    prompt=prompt,
                    batch_size=self._batch,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            if vectors is None:
                vectors = np.empty((len(texts), part.shape[1]), np.float32)
            vectors[chosen] = part
            if progress is not None:
                progress(len(chosen))
        assert vectors is not None
        return vectors

    def _ready(self) -> Any:  # noqa: ANN401 - the type would import torch
        with self._loading:
            if self._model is None:
                import torch

                self._threads = torch.get_num_threads()
                self._model = _load(self._folder)
            return self._model

    @contextlib.contextmanager
    def _on(self, threads: int) -> Iterator[None]:
        """Torch on so many threads, afterwards on as many as it had when the model was loaded."""
        import torch

        if threads == self._threads:
            yield
            return
        torch.set_num_threads(threads)
        try:
            yield
        finally:
            torch.set_num_threads(self._threads)


def _from_hub(name: str) -> Path:
    """The local folder of a hub model, downloaded where the cache lacks it."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        try:
            return Path(snapshot_download(name, ignore_patterns=_UNUSED, local_files_only=True))
        except LocalEntryNotFoundError:
            return Path(snapshot_download(name, ignore_patterns=_UNUSED))
    except HFValidationError as error:
        raise ModelError(f"{name}: no such folder, and not the form of a hub name; check the path") from error
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise ModelError(
            f"{name}: no such folder, and the hub could not be reached or has no such model; "
            "download it where there is a network and set the folder's path"
        ) from error


def _load(folder: Path) -> Any:  # noqa: ANN401
    """The model in fp32 on the CPU: run in fp16 there, it is three times slower."""
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    try:
        with quiet_loading():
            model = SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
            )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"{folder}: sentence-transformers cannot load this model ({error}); "
            "get the folder again, or set another embedder"
        ) from error
    model.eval()
    if has_bf16():
        # Autocast would convert the weights anew at each call, which costs a short query half its time.
        for module in model.modules():
            if isinstance(module, torch.nn.Linear):
                module.to(torch.bfloat16)
    return model


@contextlib.contextmanager
def _fast_arithmetic() -> Iterator[None]:
    import torch

    bf16 = torch.autocast("cpu", torch.bfloat16) if has_bf16() else contextlib.nullcontext()
    with torch.inference_mode(), bf16:
        yield
