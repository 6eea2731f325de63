"""What the hub's library raises, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

from convscope.downloads.failures import FORBIDDEN, refused
from convscope.downloads.room import disk_problem
from convscope.errors import DownloadError, DownloadRefused, Unreachable


def worded(error: Exception, hub: str, repo: str, file: str) -> DownloadError:
    """The error of this tree for one of the library's about a file of the hub at an address."""
    from huggingface_hub import constants, errors

    if isinstance(error, errors.OfflineModeIsEnabled):
        return Unreachable(
            "{file} of {repo} is not in the cache, and HF_HUB_OFFLINE forbids to fetch it. Unset "
            "that variable, or copy the repository into {folder}.",
            file=file,
            repo=repo,
            folder=constants.HF_HUB_CACHE,
        )
    if isinstance(error, errors.HfHubHTTPError):
        return _refusal(error.response.status_code, f"{hub}/{repo}", repo, file)
    if isinstance(error, OSError) and error.errno is not None:
        return disk_problem(error, Path(constants.HF_HUB_CACHE) / file)
    return Unreachable(
        "{file} of {repo} could not be fetched from {hub}: {error} "
        "Check the connection (HF_ENDPOINT names another server) and try again.",
        file=file,
        repo=repo,
        hub=hub,
        error=_first_sentence(error),
    )


def _refusal(status: int, page: str, repo: str, file: str) -> DownloadRefused:
    if status in FORBIDDEN:
        return DownloadRefused(
            "The hub does not give {repo} to just anybody ({status}): open {page}, accept its "
            "conditions there, and log in with `hf auth login`.",
            repo=repo,
            status=status,
            page=page,
        )
    return refused(f"{page}/resolve/main/{file}", status)


def _first_sentence(error: Exception) -> str:
    words = str(error).strip() or type(error).__name__
    return words.splitlines()[0].split(". ")[0].rstrip(".") + "."
