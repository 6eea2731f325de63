"""Weights that are fetched when somebody asks for them, into the caches that others use too.

Nothing of the web and nothing heavy is imported before something is fetched.
"""

from convscope.downloads.download import download, kept, require_downloadable
from convscope.downloads.fetch import Patience
from convscope.downloads.progress import Progress
from convscope.downloads.watch import Cancelled, Watch

__all__ = [
    "Cancelled",
    "Patience",
    "Progress",
    "Watch",
    "download",
    "kept",
    "require_downloadable",
]
