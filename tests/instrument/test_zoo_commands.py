"""`convscope train` and `convscope evaluate`, with a few generated digits for data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from convscope.cli import main
from convscope.zoo import catalog
from tests.instrument.zoo_files import write_cifar10, write_mnist

EPOCHS = catalog.find("mlp").recipe.epochs


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    write_mnist(folder)
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "weights"


def train(network: str, data: Path, output: Path, *more: str) -> int:
    return main(["train", network, "--data", str(data), "--output", str(output), *more])


def test_training_shows_progress_and_leaves_weights_and_card(data, output, capsys):
    assert train("mlp", data, output) == 0
    out, err = capsys.readouterr()
    assert [int(line.split()[1]) for line in err.splitlines()] == list(range(1, EPOCHS + 1))
    card = json.loads((output / "mlp.json").read_text("utf-8"))
    assert out == f"mlp: {card['correct']} of 20 right on MNIST\n"
    assert sorted(path.name for path in output.iterdir()) == ["mlp.json", "mlp.safetensors"]
    assert card["seed"] == 0
    assert set(card["versions"]) == {"python", "torch", "numpy", "pillow"}
    assert len(card["epochs"]) == EPOCHS


def test_the_same_seed_trains_the_same_weights(data, tmp_path):
    contents = []
    for folder, seed in (("first", "5"), ("second", "5"), ("third", "6")):
        assert train("mlp", data, tmp_path / folder, "--seed", seed) == 0
        contents.append((tmp_path / folder / "mlp.safetensors").read_bytes())
    assert contents[0] == contents[1] != contents[2]


def test_evaluating_measures_what_the_card_says(data, output, capsys):
    train("mlp", data, output)
    capsys.readouterr()
    assert main(["evaluate", "mlp", "--data", str(data), "--weights", str(output)]) == 0
    card = json.loads((output / "mlp.json").read_text("utf-8"))
    out = capsys.readouterr().out
    assert out.startswith(f"mlp: {card['correct']} of 20 right on MNIST")
    assert ", as its card says" in out
    (output / "mlp.json").write_text(json.dumps(card | {"correct": 21}), "utf-8")
    assert main(["evaluate", "mlp", "--data", str(data), "--weights", str(output)]) == 0
    assert "NOT as its card says (21)" in capsys.readouterr().out


def test_colour_networks_say_that_their_data_is_a_jpeg_copy(data, output, capsys):
    write_cifar10(data)
    assert train("alexnet_mini", data, output) == 0
    assert "a JPEG copy of CIFAR-10" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_what_cannot_be_used_is_said_in_one_line(command, data, output, capsys):
    empty = data.parent / "empty"
    empty.mkdir()
    for network, folder, sentence in (
        ("resnet", data, "no network 'resnet'"),
        ("mlp", empty, f"mnist.npz was looked for in {empty}"),
    ):
        assert main([command, network, "--data", str(folder)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == 1
        assert sentence in err
    assert not output.exists()


# Ctrl-C in the middle of a training, however fast that is: the signal comes with the first report.
INTERRUPTED = """
import signal, sys
from convscope import cli
from convscope.zoo import commands

report = commands._report

def report_and_interrupt(epoch, of):
    report(epoch, of)
    if epoch.epoch == 1:
        signal.raise_signal(signal.SIGINT)

commands._report = report_and_interrupt
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where it is ignored from outside
sys.exit(cli.main(sys.argv[1:]))
"""


def test_interrupted_training_keeps_its_checkpoint_and_goes_on(data, output):
    options = ["train", "mlp", "--data", str(data), "--output", str(output), "--threads", "1"]
    stopped = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *options],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert stopped.returncode == 130
    assert "the same command goes on from there" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert (output / "mlp.checkpoint").exists()
    again = subprocess.run(
        [sys.executable, "-m", "convscope.cli", *options],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert len(again.stderr.splitlines()) == EPOCHS - 1
    assert (output / "mlp.safetensors").exists()
    assert not (output / "mlp.checkpoint").exists()


def test_help_does_not_wait_for_torch():
    code = "import sys; from convscope.cli import _parser; _parser(); print('torch' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout == "False\n"
