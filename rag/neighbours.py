"""The rows whose vectors are nearest to a text, over all collections in force."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from rag.embed import Embedder
from rag.errors import StoreUnreachableError
from rag.segments import Segment

_DEAD_ALLOWANCE = 30  # more neighbours are asked for than wanted, as some may have left the sheet
_ASK_AGAIN_AFTER = 30.0  # seconds

Clock = Callable[[], float]


class Neighbours:
    """Asks every collection; where their server does not answer, none is near, and `problem` says so.

    A question at night is better answered by codes and words alone than not at all, and without waiting each time.
    """

    def __init__(self, embedder: Embedder, segments: Sequence[Segment], clock: Clock = time.monotonic) -> None:
        self._embedder = embedder
        self._segments = segments
        self._clock = clock
        self._silent_until = 0.0
        self.problem = ""

    def __call__(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Ids of the nearest cases with their cosine, best first.

        Raises: StoreError where an index that is there cannot be asked.
        """
        if self.problem and self._clock() < self._silent_until:
            return []
        vector = self._embedder.embed([text])
        try:
            near = [pair for segment in self._segments for pair in segment.nearest(vector, limit + _DEAD_ALLOWANCE)]
        except StoreUnreachableError as error:
            self.problem = f"{error}; rows are found by code, word and job alone"
            self._silent_until = self._clock() + _ASK_AGAIN_AFTER
            return []
        self.problem = ""
        return sorted(near, key=lambda pair: (-pair[1], pair[0]))
