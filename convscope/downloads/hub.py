"""One file of a repository on Hugging Face's hub, into the cache that everything else uses too."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from convscope.downloads.expected import Expected
from convscope.downloads.hub_failures import worded
from convscope.downloads.room import require_room
from convscope.downloads.watch import Watch
from convscope.errors import DownloadDamaged

PIECE_BYTES = 2**18
SHA256 = re.compile("[0-9a-f]{64}")


def fetch_from_hub(
    repo: str,
    file: str,
    *,
    watch: Watch | None = None,
    endpoint: str | None = None,
    cache: Path | None = None,
) -> Path:
    """Have a file in the hub's cache; returns where. One that is there is not asked for again.

    `endpoint` and `cache` are those of HF_ENDPOINT and HF_HOME where they are not given. Raises
    `Cancelled` and every `DownloadError`.
    """
    watch = watch or Watch()
    watch.check()
    here = _cached(repo, file, cache)
    if here is not None and _is_undamaged(here):
        return here
    library = _library()
    hub = endpoint or library.constants.ENDPOINT
    try:
        expected = _told_by(library, repo, file, endpoint)
        _make_sure_of_room(library, cache, expected)
        found = library.hf_hub_download(
            repo,
            file,
            endpoint=endpoint,
            cache_dir=cache,
            force_download=here is not None,
            tqdm_class=_bar(watch),
        )
    except (OSError, library.errors.HfHubHTTPError.__bases__[0]) as error:
        # That base is the error of the client that this version of the library speaks through.
        raise worded(error, hub, repo, file) from error
    _check(Path(found), expected, f"{hub}/{repo}")
    return Path(found)


def kept_of_hub(repo: str, file: str, cache: Path | None = None) -> Path | None:
    """Where the cache has the file undamaged; None where it has not. No request is made."""
    here = _cached(repo, file, cache)
    return here if here is not None and _is_undamaged(here) else None


def _cached(repo: str, file: str, cache: Path | None) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(repo, file, cache_dir=cache)
    return Path(found) if isinstance(found, str) else None


def _is_undamaged(path: Path) -> bool:
    """The cache names the bytes of a large file by their SHA-256."""
    return _named_by(path.resolve().name).is_met_by(path)


def _library() -> ModuleType:
    """The hub's library, set so that a download can be watched and stopped.

    Its other way of fetching (Xet) tells nobody who could stop it, and its pieces of 10 MB are
    too far apart on a slow line.
    """
    import huggingface_hub
    from huggingface_hub import constants

    constants.HF_HUB_DISABLE_XET = True
    constants.DOWNLOAD_CHUNK_SIZE = PIECE_BYTES
    return huggingface_hub


def _told_by(library: ModuleType, repo: str, file: str, endpoint: str | None) -> Expected:
    """What the hub says of the file: its size, and its SHA-256 where it is a large one."""
    url = library.hf_hub_url(repo, file, endpoint=endpoint)
    silence = library.constants.HF_HUB_ETAG_TIMEOUT
    told = library.get_hf_file_metadata(url, endpoint=endpoint, timeout=silence)
    return _named_by(told.etag or "", told.size)


def _named_by(etag: str, size: int | None = None) -> Expected:
    """A large file's ETag is its SHA-256; a small one's is a hash of another kind."""
    return Expected(etag if SHA256.fullmatch(etag) else "", size)


def _make_sure_of_room(library: ModuleType, cache: Path | None, expected: Expected) -> None:
    folder = Path(cache or library.constants.HF_HUB_CACHE)
    folder.mkdir(parents=True, exist_ok=True)
    require_room(folder, expected.bytes or 0)


def _check(found: Path, expected: Expected, source: str) -> None:
    """Drop what is not the file, from the place where the cache keeps its bytes too."""
    try:
        expected.check(found, source)
    except DownloadDamaged:
        found.resolve().unlink()
        found.unlink(missing_ok=True)
        raise


def _bar(watch: Watch) -> type[Any]:
    """What the library takes for the class of its progress bar: it tells the watch instead."""

    class Bar:
        def __init__(self, *, initial: int = 0, total: int | None = None, **_: object) -> None:
            watch.begin(initial, total)

        def update(self, count: float = 1) -> None:
            watch.advance(int(count))

        def close(self) -> None:
            """There is nothing to close."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

    return Bar
