"""A cache that counts bytes: what was used last stays, what was used longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ByteCache(Generic[Value]):
    """Values by key within `budget` bytes, as `size_of` measures them; safe between threads.

    The newest value is kept even where it alone is over the budget, so that whoever asked for it
    finds it; a budget of zero keeps nothing else.
    """

    def __init__(self, budget: int, size_of: Callable[[Value], int]) -> None:
        self._budget = budget
        self._size_of = size_of
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Value | None:
        """The value, now the most recently used one, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: str, value: Value) -> int:
        """Keep a value; returns how many others had to go."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            return self._shrink()

    def shrink(self) -> int:
        """Go back within the budget after a value grew; returns how many had to go."""
        with self._lock:
            return self._shrink()

    def resize(self, budget: int) -> int:
        """Keep to another budget from now on; returns how many had to go."""
        with self._lock:
            self._budget = budget
            return self._shrink()

    def remove(self, matches: Callable[[str], bool]) -> None:
        """Forget every value whose key matches."""
        with self._lock:
            for key in [key for key in self._values if matches(key)]:
                del self._values[key]

    def _shrink(self) -> int:
        gone = 0
        while len(self._values) > 1 and self._total() > self._budget:
            self._values.popitem(last=False)
            gone += 1
        return gone

    def _total(self) -> int:
        # Added up anew each time, because a kept run grows by the answers kept with it.
        return sum(self._size_of(value) for value in self._values.values())

    @property
    def nbytes(self) -> int:
        with self._lock:
            return self._total()

    def __len__(self) -> int:
        return len(self._values)
