"""The instrument's networks, imported and warmed up behind the back of a server that listens."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.store.runs import KeptRun
from convscope import __version__
from convscope.errors import Busy, ConvscopeError, UnknownRun

if TYPE_CHECKING:  # torch must not be imported before the server listens
    from PIL.Image import Image

    from convscope.models.card import Card
    from convscope.network import Network
    from convscope.photo import Photo
    from convscope.runs import Run

RUN_ID = re.compile(r"([a-z0-9_]+)\.([0-9a-f]{16})")
WARM_UP_AGAIN_SECONDS = 0.5

log = logging.getLogger("uvicorn.error")


@dataclass(frozen=True)
class Means:
    """What the instrument may use: threads (0: torch's choice), bytes for loaded weights, and the
    folder of the user's own models.
    """

    threads: int
    memory: int
    folder: Path


class Networks:
    """Everything that needs torch, in one place.

    `start` imports it in a thread of its own; whoever needs a network meanwhile awaits `imported`.
    `ready` ends when the first run is done too, or holds its failure.
    """

    def __init__(self, means: Means) -> None:
        self._means = means
        self._imported: Future[None] = Future()
        self.ready: Future[None] = Future()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._listed: tuple[Card, ...] = ()
        self._models: dict[str, str] = {}

    def start(self, warm_up: Callable[[], object]) -> None:
        """Import torch, then warm up, in the background."""
        self._thread = threading.Thread(target=self._start, args=(warm_up,), name="convscope-start")
        self._thread.start()

    def close(self) -> None:
        """Wait until the start is over: an interpreter must not end in the middle of an import."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def nbytes(self) -> int:
        """Bytes of the weights in memory."""
        return int(_module("network").loaded.nbytes) if self.is_imported else 0

    async def imported(self) -> None:
        """Wait until networks can be used; raises what importing them raised."""
        await asyncio.shield(asyncio.wrap_future(self._imported))

    @property
    def is_imported(self) -> bool:
        """Whether networks can be used by now."""
        return self._imported.done() and self._imported.exception() is None

    def list(self) -> tuple[Card, ...]:
        return tuple(_module("models").list_models())

    def card(self, model: str) -> Card:
        """What is known of a network without loading it; raises `UnknownModel`."""
        card: Card = _module("models").find(model)
        return card

    def load(self, model: str) -> Network:
        """The network, built once; raises `UnknownModel` and every `ModelError`."""
        network: Network = _module("network").load(model)
        return network

    def run_id(self, model: str, image: str) -> str:
        """The id of a model's run on an image, the same everywhere; raises `UnknownModel`."""
        return f"{image}.{_key_of(self.card(model))}"

    def model_of(self, id: str) -> str:
        """The id of a run's model; raises `UnknownRun` where it names none of ours."""
        _, key = split_run_id(id)
        model = self._models.get(key) or self._models_anew().get(key)
        # What is known of a key may be out of date: a file can be put in another's place.
        if model is None or _key_of(self.card(model)) != key:
            raise unknown_run(id)
        return model

    def _models_anew(self) -> dict[str, str]:
        """The ids of all models by key, untrained twins included, if the list has changed."""
        listed = self.list()
        if listed != self._listed:
            cards = (*listed, *_module("models").twins())
            self._models = {_key_of(card): card.id for card in cards}
            self._listed = listed
        return self._models

    def run(self, id: str, open_photo: Callable[[str], Photo]) -> KeptRun:
        """Compute the run of an id; raises `UnknownRun` where it names no model of ours."""
        image, _ = split_run_id(id)
        model = self.model_of(id)
        photo = open_photo(image)
        run: Run = _module("runs").run(self.load(model), photo)
        return KeptRun(id, run, (*photo.notes, *run.network.notes))

    def _start(self, warm_up: Callable[[], object]) -> None:
        try:
            if self._means.threads:
                importlib.import_module("torch").set_num_threads(self._means.threads)
            _module("models.from_file").look_in(self._means.folder)
            _module("network").loaded.resize(self._means.memory)
            _module("runs")
            self._imported.set_result(None)
            self._warm_up(warm_up)
            self.ready.set_result(None)
        except Exception as error:
            worded = isinstance(error, ConvscopeError)
            log.error("not ready: %s", error, exc_info=None if worded else error)
            if not self._imported.done():
                self._imported.set_exception(error)
            self.ready.set_exception(error)

    def _warm_up(self, warm_up: Callable[[], object]) -> None:
        """Warm up as soon as early visitors leave room for it; raises `Busy` at shutdown only."""
        while True:
            try:
                warm_up()
                return
            except Busy:
                if self._closing.wait(WARM_UP_AGAIN_SECONDS):
                    raise


def input_picture(run: Run) -> Image:
    """The picture of the very tensor that the network saw."""
    tensor = importlib.import_module("torch").tensor(run.input)
    return run.network.preprocess.picture(tensor)


def _key_of(card: Card) -> str:
    """A new version may word its answers differently, so its runs have addresses of their own."""
    return hashlib.sha256(f"{card.key}\n{__version__}".encode()).hexdigest()[:16]


def split_run_id(run: str) -> tuple[str, str]:
    """`image.key` -> its two halves; raises `UnknownRun` for anything else."""
    found = RUN_ID.fullmatch(run)
    if found is None:
        raise unknown_run(run)
    return found[1], found[2]


def unknown_run(run: str) -> UnknownRun:
    return UnknownRun(
        "There is no run {run!r}. Make one with POST /api/v1/runs and use the id of its answer.",
        run=run,
    )


def _module(name: str) -> Any:
    return importlib.import_module(f"convscope.{name}")
