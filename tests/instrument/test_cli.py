"""The command line: what it prints, what it writes, and how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import convscope
from convscope.cli import main
from convscope.samples import read_sample

LAYER = "conv_stem"


@pytest.fixture(scope="module")
def cat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "cat.jpg"
    path.write_bytes(read_sample("cat"))
    return path


@pytest.fixture(scope="module")
def result(cat: Path) -> convscope.Run:
    return convscope.run("efficientnet_lite0", cat)


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error with which a command is refused."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    return err


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_run_prints_the_five_answers_and_every_layer(cat, result, capsys):
    assert main(["run", str(cat)]) == 0
    answers, table = capsys.readouterr().out.split("\n\n")
    assert [line.split("%  ")[1] for line in answers.splitlines()] == [
        prediction.label for prediction in result.predictions[:5]
    ]
    rows = [line.split() for line in table.splitlines()]
    assert rows[0] == ["LAYER", "KIND", "SHAPE"]
    assert [row[0] for row in rows[1:]] == [layer.name for layer in result.layers]
    assert ["conv_stem", "convolution", "32×112×112"] in rows


def test_run_writes_npy_exactly(cat, result, tmp_path, capsys):
    target = tmp_path / "out.npy"
    assert main(["run", str(cat), "--layer", LAYER, "-o", str(target)]) == 0
    np.testing.assert_array_equal(np.load(target), result.output(LAYER))
    assert capsys.readouterr().out == f"{LAYER}: 32×112×112 in {target}\n"


def test_run_writes_json_exactly(cat, result, tmp_path):
    target = tmp_path / "out.json"
    assert main(["run", str(cat), "--layer", "classifier", "-o", str(target)]) == 0
    values = np.array(json.loads(target.read_bytes()), np.float32)
    np.testing.assert_array_equal(values, result.output("classifier"))


@pytest.mark.parametrize(("ending", "kind"), [("png", "PNG"), ("webp", "WEBP"), ("PNG", "PNG")])
def test_run_writes_pictures(cat, tmp_path, ending, kind):
    target = tmp_path / f"out.{ending}"
    assert main(["run", str(cat), "--layer", LAYER, "--output", str(target)]) == 0
    with Image.open(target) as picture:
        assert picture.format == kind
        assert picture.size == (6 * 112 + 5 * 2, 6 * 112 + 5 * 2)


def test_models_lists_the_default_network(capsys):
    assert main(["models"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split() == ["ID", "NAME", "SOURCE", "STATUS", "PARAMETERS", "CLASSES"]
    assert rows[0].split() == [
        "efficientnet_lite0", "EfficientNet-Lite0", "bundled", "ready", "4,652,008", "1000",
    ]  # fmt: skip


def test_an_unknown_layer_is_refused(cat, tmp_path, capsys):
    target = tmp_path / "out.npy"
    assert "'nope'" in refusal(capsys, "run", str(cat), "--layer", "nope", "-o", str(target))
    assert not target.exists()


def test_an_unknown_model_is_refused(cat, capsys):
    assert "'vgg99'" in refusal(capsys, "run", str(cat), "--model", "vgg99")


def test_an_unknown_ending_is_refused(cat, capsys):
    said = refusal(capsys, "run", str(cat), "--layer", LAYER, "-o", "out.jpg")
    assert said == (
        "out.jpg cannot hold a layer: let it end in .npy, .png, .webp, .json or .csv.\n"
    )


def test_a_layer_goes_into_a_file(cat, capsys):
    said = refusal(capsys, "run", str(cat), "--layer", LAYER)
    assert "`--layer NAME -o FILE.npy`" in said


def test_a_file_for_one_layer_needs_its_name(cat, capsys):
    said = refusal(capsys, "run", str(cat), "-o", "out.npy")
    assert said == (
        "out.npy cannot hold a whole run: let it end in .npz or .csv, or name a layer.\n"
    )


def test_run_writes_every_layer(cat, result, tmp_path, capsys):
    archive, table = tmp_path / "run.npz", tmp_path / "run.csv"
    assert main(["run", str(cat), "-o", str(archive)]) == 0
    assert main(["run", str(cat), "-o", str(table)]) == 0
    count = len(result.layers)
    assert capsys.readouterr().out == f"{count} layers in {archive}\n{count} layers in {table}\n"
    with np.load(archive) as arrays:
        assert set(arrays) == {layer.name for layer in result.layers}
        np.testing.assert_array_equal(arrays[LAYER], result.output(LAYER))
    assert len(table.read_bytes().split(b"\r\n")) == count + 2


def test_a_missing_photo_is_refused(tmp_path, capsys):
    photo = tmp_path / "none.jpg"
    said = refusal(capsys, "run", str(photo))
    assert said == f"{photo} cannot be used: No such file or directory.\n"


def test_what_is_no_picture_is_refused(tmp_path, capsys):
    photo = tmp_path / "notes.jpg"
    photo.write_text("not a picture")
    assert "not a picture" in refusal(capsys, "run", str(photo))


def test_a_folder_that_is_not_there_is_refused(cat, tmp_path, capsys):
    target = tmp_path / "none" / "out.npy"
    said = refusal(capsys, "run", str(cat), "--layer", LAYER, "-o", str(target))
    assert said == f"{target} cannot be used: No such file or directory.\n"


@pytest.mark.parametrize("port", ["x", "-1", "65536", ""])
def test_serve_refuses_what_is_no_port(port, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["serve", "--port", port])
    assert stop.value.code == 2
    assert f"{port!r} is no port: take one from 0 to 65535" in capsys.readouterr().err


def test_help_names_every_command_without_importing_torch():
    code = (
        "import sys\n"
        "from convscope.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print('torch' in sys.modules, 'numpy' in sys.modules)"
    )
    answer = python("-c", code)
    assert answer.returncode == 0
    assert answer.stdout.endswith("False False\n")
    for command in ("serve", "run", "models"):
        assert command in answer.stdout


def test_version():
    answer = python("-m", "convscope.cli", "--version")
    assert answer.stdout == f"convscope {convscope.__version__}\n"


def test_a_reader_that_is_gone_causes_no_traceback():
    command = f'"{sys.executable}" -m convscope.cli models | true'
    answer = subprocess.run(
        command, shell=True, capture_output=True, text=True, timeout=120, check=True
    )
    assert answer.stderr == ""


def test_models_lists_those_with_all_the_words(capsys):
    assert main(["models", "MINI", "vgg"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == ["ID", "vgg_mini"]
