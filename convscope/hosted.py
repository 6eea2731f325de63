"""`convscope.serve(module)`: the app on a network of one's own, in a thread."""

from __future__ import annotations

import atexit
import socket
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from torch import nn

from convscope.errors import BadOption
from convscope.models import handed
from convscope.models.card import Card
from convscope.network import IMAGENET, Network
from convscope.preprocess import Preprocess

if TYPE_CHECKING:
    from convscope.serving import Server

POLL_SECONDS = 0.02


class Hosted:
    """An app that runs in a thread of this program and is ready; `url` is where.

    `stop` ends it, and so does leaving a `with` block or the program.
    """

    def __init__(self, server: Server, door: socket.socket) -> None:
        self._server = server
        self._door = door
        self._thread = threading.Thread(
            target=server.run, args=([door],), name="convscope", daemon=True
        )
        self._thread.start()
        atexit.register(self.stop)
        self._wait_until_ready()

    @property
    def url(self) -> str:
        return self._server.address

    def _wait_until_ready(self) -> None:
        """The app runs the network once as it starts; raises what that raised."""
        ready = self._server.ready
        while self._thread.is_alive() and not ready.done():
            time.sleep(POLL_SECONDS)
        if ready.done() and (failure := ready.exception()) is not None:
            self.stop()
            raise failure

    def stop(self) -> None:
        """End the app and wait until it has ended; once is enough."""
        self._server.should_exit = True
        self._thread.join()
        self._door.close()
        atexit.unregister(self.stop)

    def wait(self) -> None:
        """Wait until the app ends: the last line of a script that does nothing else."""
        try:
            while self._thread.is_alive():
                self._thread.join(POLL_SECONDS)
        except KeyboardInterrupt:
            self.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<Convscope at {self.url}>"


def serve(
    module: nn.Module,
    *,
    preprocess: Preprocess = IMAGENET,
    classes: Sequence[str] = (),
    host: str = "127.0.0.1",
    port: int = 0,
) -> Hosted:
    """Open the app on any module, whatever its code, and go on with the program.

    `preprocess` says how a photo becomes its input; without `classes` the outputs are numbered.
    `port` 0 takes a free one. The module is copied as it is now. Raises `ModelFailed` where it
    cannot be run on an input of that size, `BadOption` where `classes` are not as many as its
    outputs, and `ConvscopeError` where the port is taken.
    """
    from convscope.serving import listen, server_for, settings_of  # noqa: PLC0415 (of the web)

    card = _card(module, preprocess, classes)
    settings = settings_of(default_model=card.id, host=host)
    door = listen(host, port)
    address = {"port": door.getsockname()[1]}
    return Hosted(server_for(settings.model_copy(update=address)), door)


def _card(module: nn.Module, preprocess: Preprocess, classes: Sequence[str]) -> Card:
    """The card under which the app lists the module."""
    network = Network.of_module(module, preprocess, tuple(classes))
    if classes and len(classes) != network.card.classes:
        raise BadOption(
            "{network} has {outputs} outputs, but {named} classes "
            "were given: give one name per output, in their order.",
            network=network.card.name,
            outputs=network.card.classes,
            named=len(classes),
        )
    return handed.hand_in(network.card, module, classes)
