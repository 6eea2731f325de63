"""`convscope serve`: the web app, from wherever this installation keeps it, under uvicorn."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from convscope.errors import ConvscopeError

if TYPE_CHECKING:
    from app.config import Settings

PACKAGE = Path(__file__).parent


def web_folder(package: Path = PACKAGE) -> Path:
    """The folder with `app`, `static` and `templates`.

    An installed wheel carries it inside the package as `web`; in a checkout it is the root.
    Raises `ConvscopeError` where there is neither.
    """
    for folder in (package / "web", package.parent):
        if (folder / "app" / "main.py").is_file():
            return folder
    raise ConvscopeError(
        "{package} holds no web app: install Convscope again, or use a checkout.", package=package
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` and `port` (0: a free one).

    It is taken before anything slow is imported, so that a port in use is known at once and an
    early visitor waits instead of being refused. Raises `ConvscopeError` in words.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        door = socket.create_server((host, port), family=family, backlog=128)
        # Python opens it without naming TCP, and asyncio then leaves Nagle's algorithm on: answers
        # of a few kilobytes would wait 40 ms for an acknowledgement. Connections inherit this.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return door
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConvscopeError(
                "Port {port} is already in use: stop the program that uses it, or take another "
                "port, with `make run PORT={other}` or `convscope serve --port {other}`.",
                port=port,
                other=port + 1,
            ) from error
        raise ConvscopeError(
            "Nothing can listen on host {host}, port {port} ({error}): choose others "
            "with `convscope serve --host … --port …`.",
            host=host,
            port=port,
            error=error.strerror,
        ) from error


def serve(host: str | None = None, port: int | None = None) -> None:
    """Serve until interrupted; what is None comes from CONVSCOPE_HOST and CONVSCOPE_PORT."""
    settings = settings_of()
    host = settings.host if host is None else host
    with listen(host, settings.port if port is None else port) as door:
        changes = {"host": host, "port": door.getsockname()[1]}
        server_for(settings.model_copy(update=changes)).run(sockets=[door])


def server_for(settings: Settings) -> Server:
    """The server of an app with these settings; it takes its socket when it is run."""
    from app.main import create_app

    app = create_app(settings)
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    services = app.state.services
    address = _address(settings.host, settings.port)
    return Server(config, address, services.networks.ready, services.jobs.stop)


def settings_of(**changes: object) -> Settings:
    """Those of the environment with changes, from the web app that belongs to this installation.

    Raises `ConvscopeError` in a program that has another package or module called `app`.
    """
    folder = web_folder()
    other = getattr(sys.modules.get("app"), "__file__", None)
    if other is not None and not Path(other).is_relative_to(folder):
        raise ConvscopeError(
            "This program has a module `app` of its own ({other}), and so has Convscope's server: "
            "rename yours, or save the network and use `convscope add`.",
            other=other,
        )
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    from app.config import read_settings

    return read_settings().model_copy(update=changes)


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """A server that says where it is as soon as it answers.

    `ready` ends when the default network has run once, or holds why it could not. `leave` is
    called before it waits for answers that are still being sent: those that would not end by
    themselves have to be ended.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        address: str,
        ready: Future[None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self.address = address
        self.ready = ready
        self._leave = leave

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"Convscope is at {self.address} (Ctrl-C stops it)\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._leave()
        await super().shutdown(sockets)
