"""One file from an address to a place on disk: all of it and the right one, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from convscope import __version__
from convscope.downloads.alone import alone
from convscope.downloads.answer import Again, Offer, read_offer
from convscope.downloads.expected import Expected
from convscope.downloads.failures import Passing, host_of, incomplete, unreachable
from convscope.downloads.part import Part
from convscope.downloads.room import disk_problem, is_full, require_room
from convscope.downloads.watch import Watch
from convscope.errors import DownloadDamaged, DownloadError

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True)
class Patience:
    """How long a server may say nothing, how often it may fail, and when it is asked again.

    `silence` and `pause` are in seconds; the pause doubles with each failure. `attempts` are those
    in a row: once one has brought more bytes, the count begins anew.
    """

    silence: float = 20.0
    attempts: int = 3
    pause: float = 1.0


ANY_FILE = Expected()
USUAL = Patience()


def fetch(
    url: str,
    target: Path,
    *,
    expected: Expected = ANY_FILE,
    watch: Watch | None = None,
    patience: Patience = USUAL,
) -> Path:
    """Have the file of `url` at `target`; returns that.

    A file that is there already and is the expected one stays. What an interrupted download left
    is gone on with where the server can. Raises `Cancelled` and every `DownloadError`; the target
    is then as it was.
    """
    watch = watch or Watch()
    try:
        with alone(target, watch):
            if not expected.is_met_by(target):
                _Download(url, target, expected, watch, patience).run()
    except OSError as error:
        raise disk_problem(error, target) from error
    return target


class _Download:
    """The attempts at one file, while nobody else tries."""

    def __init__(
        self, url: str, target: Path, expected: Expected, watch: Watch, patience: Patience
    ) -> None:
        self._url = url
        self._target = target
        self._expected = expected
        self._watch = watch
        self._patience = patience
        self._part = Part(target, url)

    def run(self) -> None:
        try:
            self._attempts()
            self._check()
        except BaseException as error:
            if isinstance(error, OSError) and is_full(error):
                self._part.discard()
            self._part.tidy()
            raise
        self._part.finish()

    def _check(self) -> None:
        try:
            self._expected.check(self._part.path, host_of(self._url))
        except DownloadDamaged:
            self._part.discard()
            raise

    def _attempts(self) -> None:
        import httpx

        most = begun = self._part.size
        failed = 0
        with self._client() as client:
            while True:
                try:
                    return self._attempt(client)
                except Again:
                    self._part.discard()
                except (Passing, httpx.RequestError) as error:
                    failed = 1 if self._part.size > most else failed + 1
                    most = max(most, self._part.size)
                    offline = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
                    if failed >= self._patience.attempts or (offline and most == begun):
                        raise self._worded(error) from error
                    self._watch.pause(self._patience.pause * 2 ** (failed - 1))

    def _attempt(self, client: httpx.Client) -> None:
        """One request; when it returns, the part is as long as the file."""
        begin, validator = self._part.size, self._part.validator
        headers = {"Range": f"bytes={begin}-", "If-Range": validator} if validator else {}
        self._watch.check()
        with client.stream("GET", self._url, headers=headers) as answer:
            offer = read_offer(answer, begin if validator else 0, validator)
            self._make_sure_of_room(offer)
            self._watch.begin(offer.begin, offer.total)
            with self._part.open(offer.begin, offer.validator) as file:
                for chunk in answer.iter_raw():
                    file.write(chunk)
                    self._watch.advance(len(chunk))
        if offer.total not in (None, self._part.size):
            raise Passing(incomplete(self._url, self._part.size, offer.total))

    def _make_sure_of_room(self, offer: Offer) -> None:
        total = offer.total or self._expected.bytes or 0
        require_room(self._target.parent, total - offer.begin)

    def _client(self) -> httpx.Client:
        import httpx

        # A coded answer would have another length and other bytes than the file.
        headers = {"User-Agent": f"convscope/{__version__}", "Accept-Encoding": "identity"}
        return httpx.Client(headers=headers, follow_redirects=True, timeout=self._patience.silence)

    def _worded(self, error: Passing | httpx.RequestError) -> DownloadError:
        if isinstance(error, Passing):
            return error.worded
        size, silence = self._part.size, self._patience.silence
        return unreachable(error, self._url, self._target, size, silence)
