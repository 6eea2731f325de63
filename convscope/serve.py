"""`convscope serve`: the web app, from wherever this installation keeps it, under uvicorn."""

from __future__ import annotations

import errno
import socket
import sys
from pathlib import Path

import uvicorn

from convscope.errors import ConvscopeError

PACKAGE = Path(__file__).parent


def web_folder(package: Path = PACKAGE) -> Path:
    """The folder with `app`, `static` and `templates`.

    An installed wheel carries it inside the package as `web`; in a checkout it is the root.
    Raises `ConvscopeError` where there is neither.
    """
    for folder in (package / "web", package.parent):
        if (folder / "app" / "main.py").is_file():
            return folder
    raise ConvscopeError(f"{package} holds no web app: install Convscope again, or use a checkout.")


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
                f"Port {port} is already in use: stop the program that uses it, or take another "
                f"port, with `make run PORT={port + 1}` or `convscope serve --port {port + 1}`."
            ) from error
        raise ConvscopeError(
            f"Nothing can listen on host {host}, port {port} ({error.strerror}): choose others "
            "with `convscope serve --host … --port …`."
        ) from error


def serve(host: str | None = None, port: int | None = None) -> None:
    """Serve until interrupted; what is None comes from CONVSCOPE_HOST and CONVSCOPE_PORT."""
    sys.path.insert(0, str(web_folder()))
    from app.config import read_settings

    settings = read_settings()
    host = settings.host if host is None else host
    with listen(host, settings.port if port is None else port) as door:
        from app.main import create_app

        settings = settings.model_copy(update={"host": host, "port": door.getsockname()[1]})
        config = uvicorn.Config(
            create_app(settings),
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        _Server(config, _address(settings.host, settings.port)).run(sockets=[door])


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """A server that says where it is as soon as it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"Convscope is at {self.address} (Ctrl-C stops it)\n")
            sys.stdout.flush()
