"""A share in a sentence: never nothing, and never all, of what is not quite."""

from __future__ import annotations


class Share(float):
    """A part of 1 that is written as the page writes it: 0.4 % as `<1%`, 99.6 % as `>99%`."""

    def __format__(self, spec: str) -> str:
        if not spec.endswith("%"):
            return super().__format__(spec)
        smallest = 10.0 ** -int(spec[1:-1])
        percent = 100 * self
        if 0 < percent < smallest:
            return f"<{smallest:g}%"
        if 100 - smallest < percent < 100:
            return f">{100 - smallest:g}%"
        return super().__format__(spec)
