"""`convscope train` and `convscope evaluate`: their options, and what they print."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convscope.zoo.evaluation import Score
    from convscope.zoo.training import Epoch


def add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `convscope train NAME --data PATH`."""
    parser = commands.add_parser("train", help="train a network of the zoo again")
    parser.set_defaults(command=_train)
    _add_common(parser)
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("weights"),
        metavar="FOLDER",
        help="where weights, card and checkpoint go (else ./weights)",
    )
    parser.add_argument("--seed", type=int, default=0, help="decides everything random (else 0)")


def add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `convscope evaluate NAME --data PATH`."""
    parser = commands.add_parser(
        "evaluate",
        help="measure a trained network of the zoo again",
        description="Measures a network again. `shifts` and `shuffled` in place of a NAME measure "
        "what a digit's place means to the networks of digits, and `ablations` what augmentation "
        "and dropout do for two others; these print JSON.",
    )
    parser.set_defaults(command=_evaluate)
    _add_common(parser)
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FOLDER",
        help="the folder with its weights and card (else those that come with Convscope)",
    )
    parser.add_argument(
        "--kept",
        type=Path,
        default=Path("ablations"),
        metavar="FOLDER",
        help="where `ablations` keeps what it has trained (else ./ablations)",
    )


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("network", metavar="NAME", help="lenet5, mlp, resnet_mini, …")
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="PATH",
        help="the folder with mnist.npz and cifar10-jpeg.zip",
    )
    parser.add_argument("--threads", type=int, help="processor threads (else PyTorch's choice)")


def _train(options: argparse.Namespace) -> None:
    import torch

    from convscope.zoo import jobs

    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        card = jobs.train(options.network, options.data, options.output, options.seed, _report)
    except KeyboardInterrupt:
        print(
            f"\nStopped. The last finished epoch is kept in {options.output}: "
            "the same command goes on from there.",
            file=sys.stderr,
        )
        raise
    print(f"{options.network}: {card['correct']} of {card['pictures']} right on {card['data']}")


def _report(epoch: Epoch, of: int) -> None:
    print(
        f"epoch {epoch.epoch:2} of {of}: training {epoch.train_accuracy:6.2%} "
        f"(loss {epoch.train_loss:.4f}), test {epoch.test_accuracy:6.2%} "
        f"(loss {epoch.test_loss:.4f}), {epoch.seconds:.0f} s",
        file=sys.stderr,
        flush=True,
    )


def _evaluate(options: argparse.Namespace) -> None:
    import torch

    from convscope.zoo import ablated, jobs, shifted, shuffled

    if options.threads:
        torch.set_num_threads(options.threads)
    if options.network == "shifts":
        print(json.dumps(shifted.measure(options.data), indent=1))
    elif options.network == "shuffled":
        print(json.dumps(shuffled.measure(options.data, _report), indent=1))
    elif options.network == "ablations":
        print(json.dumps(ablated.measure(options.data, options.kept, _report), indent=1))
    else:
        _compare(options.network, *jobs.measure(options.network, options.data, options.weights))


def _compare(network: str, score: Score, card: dict[str, Any]) -> None:
    same = "as its card says" if score.correct == card["correct"] else "NOT as its card says"
    print(
        f"{network}: {score.correct} of {score.pictures} right on {card['data']} "
        f"({score.accuracy:.2%}), {same} ({card['correct']})"
    )
