"""The command line: `convscope serve`, `run`, `models`, `download`, `add`, `train` and `evaluate`.

Whatever takes long to import is imported by the command that needs it, so that `--help` is quick.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import convscope
from convscope.downloads.commands import add_download
from convscope.errors import BadOption, ConvscopeError
from convscope.export import OF_A_LAYER, OF_A_RUN, one_of
from convscope.own.commands import add_add
from convscope.zoo.commands import add_evaluate, add_train

if TYPE_CHECKING:
    from convscope.runs import Run

ANSWERS = 5
HIGHEST_PORT = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0, or 2 after a sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
        sys.stdout.flush()
    except ConvscopeError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not try to flush the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        if error.filename is None:
            raise
        return _complain(f"{error.filename} cannot be used: {error.strerror}.")
    except KeyboardInterrupt:
        return 130
    return 0


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="convscope",
        description="A microscope for convolutional networks: see every number they compute.",
    )
    parser.add_argument("--version", action="version", version=f"convscope {convscope.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="open the microscope in the browser")
    serve.set_defaults(command=_serve)
    serve.add_argument("--host", help="address to listen on (else CONVSCOPE_HOST, else 127.0.0.1)")
    serve.add_argument(
        "--port", type=_port, help="port to listen on, 0 for any (else CONVSCOPE_PORT, else 8000)"
    )

    run = commands.add_parser("run", help="run a network on one photo")
    run.set_defaults(command=_run)
    run.add_argument("photo", metavar="PHOTO", help="a picture's file")
    run.add_argument("--model", metavar="ID", help="the network; `convscope models` lists them")
    run.add_argument("--layer", metavar="NAME", help="a layer whose output is to be written")
    run.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=f"where to: of a layer {one_of(OF_A_LAYER)}, of all {one_of(OF_A_RUN)}, by its ending",
    )

    models = commands.add_parser("models", help="list the networks")
    models.set_defaults(command=_models)
    models.add_argument(
        "words", nargs="*", metavar="WORD", help="only those with all of these in id or family"
    )
    add_download(commands)
    add_add(commands)
    add_train(commands)
    add_evaluate(commands)
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= HIGHEST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: take one from 0 to {HIGHEST_PORT}")


def _serve(options: argparse.Namespace) -> None:
    from convscope.serving import serve

    with suppress(KeyboardInterrupt):
        serve(options.host, options.port)


def _run(options: argparse.Namespace) -> None:
    layer, output = options.layer, options.output
    _check_output(layer, output)
    result = convscope.run(options.model or _default_model(), options.photo)
    if output is None:
        _describe(result)
        return
    result.save(output, layer)
    what = f"{len(result.layers)} layers" if layer is None else _layer_in_words(result, layer)
    print(f"{what} in {output}")


def _layer_in_words(result: Run, layer: str) -> str:
    return f"{layer}: {_shape(result.view(layer).shape)}"


def _default_model() -> str:
    from convscope.models import DEFAULT

    return DEFAULT


def _check_output(layer: str | None, output: Path | None) -> None:
    """Refuse what cannot work before the network runs."""
    if output is not None:
        from convscope.export.save import check_ending

        check_ending(output, layer)
    elif layer is not None:
        raise BadOption("--layer says what to write, -o where to: `--layer NAME -o FILE.npy`.")


def _describe(result: Run) -> None:
    for prediction in result.predictions[:ANSWERS]:
        print(f"{prediction.probability:7.2%}  {prediction.label}")
    print()
    _print_table(
        ("LAYER", "KIND", "SHAPE"),
        [(layer.name, layer.kind, _shape(layer.shape)) for layer in result.layers],
    )


def _models(options: argparse.Namespace) -> None:
    words = " ".join(options.words)
    rows = [
        (card.id, card.name, card.source, card.status, f"{card.parameters:,}", str(card.classes))
        for card in convscope.list_models()
        if card.mentions(words)
    ]
    _print_table(("ID", "NAME", "SOURCE", "STATUS", "PARAMETERS", "CLASSES"), rows)


def _shape(shape: Sequence[int]) -> str:
    return "×".join(str(length) for length in shape)


def _print_table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = (header, *rows)
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    sys.exit(main())
