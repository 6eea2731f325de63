"""Every example of the README, carried out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import numpy as np
import pytest

from convscope import cli
from convscope.samples import read_sample

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str, section: str) -> list[str]:
    """The code blocks of one language under one heading."""
    part = re.search(rf"^## {section}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert part is not None, section
    return re.findall(rf"^```{language}\n(.*?)^```", part[1], re.MULTILINE | re.DOTALL)


@pytest.fixture
def cat(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cat.jpg").write_bytes(read_sample("cat"))
    return tmp_path


def test_the_library_examples(cat, capsys, monkeypatch):
    monkeypatch.setenv("CONVSCOPE_DATA", str(cat / "data"))
    run, serve = blocks("python", "The library")
    names: dict[str, object] = {}
    exec(run, names)
    printed = capsys.readouterr().out
    assert "label='tiger cat', probability=0.38" in printed
    assert names["maps"].shape == (96, 112, 112)
    np.testing.assert_array_equal(np.load(cat / "cat.npz")["blocks.1.0.act1"], names["maps"])
    assert (cat / "act1.png").read_bytes().startswith(b"\x89PNG")
    exec(serve, names)
    with names["app"] as app:
        assert "module:Sequential" in httpx.get(app.url).text


def test_the_command_line_examples(cat, capsys):
    (code,) = blocks("sh", "The command line")
    for line in code.splitlines():
        program, *arguments = shlex.split(line, comments=True)
        assert program == "convscope"
        assert cli.main(arguments) == 0, line
    assert "tiger cat" in capsys.readouterr().out
    assert np.load(cat / "act1.npy").shape == (96, 112, 112)
    assert (cat / "act1.png").read_bytes().startswith(b"\x89PNG")
    assert "act1" in (cat / "cat.csv").read_text()


def test_the_pages_example_names_a_real_layer_and_channel():
    (address,) = blocks("", "The page")
    query = parse_qs(urlsplit(address.strip()).query)
    layer = cli.convscope.load().layer(query["layer"][0])
    assert int(query["channel"][0]) < layer.shape[0]


def test_every_command_of_make_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", TEXT))
    assert {"run", "test", "setup"} <= named <= targets


def test_every_link_of_the_documents_leads_somewhere():
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
