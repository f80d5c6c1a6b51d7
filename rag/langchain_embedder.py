"""Any LangChain embeddings as the index asks them: in batches, tried again, with a sentence where they fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import stamina

from rag.embed import Embedder, HashedNgrams, Vectors
from rag.errors import StoreError
from rag.glossary import Glossary

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

_BATCH = 64  # texts a call; small enough for every provider's limits
_TRIES = 3
# Roots of the errors that providers' packages raise; looked up only where a package was imported.
_ROOTS = (
    ("httpx", "HTTPError"),
    ("requests", "RequestException"),
    ("openai", "OpenAIError"),
    ("ollama", "ResponseError"),
    ("cohere.core", "ApiError"),
    ("voyageai.error", "VoyageError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("google.api_core.exceptions", "GoogleAPIError"),
    ("huggingface_hub.errors", "HfHubHTTPError"),
)


def embedder_for(name: str, glossary: Glossary | None = None) -> Embedder:
    """The embedder that a configuration names: "" the hashed n-grams, else LangChain's `provider:model`.

    Raises: StoreError where the provider is unknown or its package is missing.
    """
    if not name:
        return HashedNgrams(glossary)
    from langchain.embeddings import init_embeddings  # a second to import, and only where somebody wants it

    try:
        model = init_embeddings(name)
    except ImportError as error:
        raise StoreError(f"The embeddings {name} need a package that is not installed: {error}") from error
    except _provider_errors() as error:
        raise StoreError(f"The embeddings {name} cannot be used: {error}") from error
    return LangChainEmbedder(model, name)


class LangChainEmbedder:
    """A LangChain `Embeddings` behind the index's interface. Blocking, as the index is asked from a thread."""

    def __init__(self, model: Embeddings, name: str) -> None:
        self._model = model
        self._label = name
        self.name = f"langchain-{name}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length per text.

        Raises: StoreError where the provider fails three times or gives something else than one vector per text.
        """
        rows = [row for batch in _batches(texts) for row in self._asked(batch)]
        if len(rows) != len(texts) or len({len(row) for row in rows}) > 1:
            raise StoreError(f"The embeddings {self._label} gave {len(rows)} uneven vectors for {len(texts)} texts.")
        vectors = np.asarray(rows, dtype=np.float32).reshape(len(rows), -1)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)

    def _asked(self, batch: Sequence[str]) -> list[list[float]]:
        try:
            for attempt in stamina.retry_context(on=_is_worth_another_try, attempts=_TRIES, wait_max=2.0):
                with attempt:
                    return self._model.embed_documents([text or " " for text in batch])
        except _provider_errors() as error:
            raise StoreError(f"The embeddings {self._label} cannot be asked: {_first_line(error)}") from error
        return []


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))


def _is_worth_another_try(error: Exception) -> bool:
    """Whether it may pass: a refused key or a wrong request will not."""
    status = getattr(error, "status_code", None)
    refused = isinstance(status, int) and 400 <= status < 500 and status not in {408, 409, 425, 429}
    return isinstance(error, _provider_errors()) and not refused and not isinstance(error, ValueError)


def _provider_errors() -> tuple[type[BaseException], ...]:
    found = (getattr(sys.modules.get(module), name, None) for module, name in _ROOTS)
    return (OSError, RuntimeError, ValueError, *(root for root in found if isinstance(root, type)))


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
