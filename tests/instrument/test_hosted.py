"""`convscope.serve(module)`: the app on a network of one's own, in a thread of this program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import numpy as np
import pytest
import torch
from torch import nn

import convscope
from convscope.errors import BadOption, ConvscopeError, ModelFailed
from convscope.models import handed
from convscope.preprocess import Preprocess
from tests.instrument import small_networks
from tests.instrument.references import by_hooks, seeded

SMALL = Preprocess(3, 16, 16, "bilinear", 1.0, (0.5,) * 3, (0.5,) * 3)
CLASSES = ("ant", "bee", "cow", "dog", "eel", "fox", "gnu", "hen", "ibis", "jay")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVSCOPE_DATA", str(tmp_path))
    monkeypatch.setattr(handed, "_handed", {})


def run_of(client: httpx.Client, model: str) -> dict:
    return client.post("/runs", json={"model": model, "image": "cat"}).raise_for_status().json()


def classifier() -> nn.Module:
    return seeded(lambda: nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(784, 10)))


def test_the_app_shows_the_module_that_was_handed_in():
    module = classifier()
    with (
        convscope.serve(module, preprocess=SMALL, classes=CLASSES) as app,
        httpx.Client(base_url=f"{app.url}/api/v1", timeout=60) as client,
    ):
        assert f'data-default-model="module:{type(module).__name__}"' in httpx.get(app.url).text
        run = run_of(client, "module:Sequential")
        assert {each["label"] for each in run["predictions"]} <= set(CLASSES)
        seen = np.load(_bytes(client, f"/runs/{run['id']}/input?format=npy"))
        conv = np.load(_bytes(client, f"/runs/{run['id']}/layers/0/maps?format=npy"))
    expected = by_hooks(module, torch.tensor(seen)[None])["0"][0]
    np.testing.assert_allclose(conv, expected, rtol=1e-5, atol=1e-6)
    with pytest.raises(httpx.ConnectError):
        httpx.get(app.url)


def _bytes(client: httpx.Client, path: str):
    import io  # noqa: PLC0415

    return io.BytesIO(client.get(path).raise_for_status().content)


def test_code_that_cannot_be_traced_is_served_by_hooks():
    module = seeded(small_networks.ControlFlow)
    with (
        convscope.serve(module, preprocess=SMALL) as app,
        httpx.Client(base_url=f"{app.url}/api/v1", timeout=60) as client,
    ):
        run = run_of(client, "module:ControlFlow")
        assert any("not shown" in note for note in run["notes"])
        assert all(each["label"].startswith("class ") for each in run["predictions"])


def test_the_numbers_stay_those_of_the_moment_it_was_handed_in():
    module = classifier()
    before = module[0].weight.detach().clone()
    with (
        convscope.serve(module, preprocess=SMALL) as app,
        httpx.Client(base_url=f"{app.url}/api/v1", timeout=60) as client,
    ):
        with torch.no_grad():
            module[0].weight.zero_()
        run = run_of(client, "module:Sequential")
        seen = np.load(_bytes(client, f"/runs/{run['id']}/input?format=npy"))
        conv = np.load(_bytes(client, f"/runs/{run['id']}/layers/0/maps?format=npy"))
    expected = nn.functional.conv2d(torch.tensor(seen)[None], before, module[0].bias)[0].detach()
    np.testing.assert_allclose(conv, expected, rtol=1e-5, atol=1e-6)


def test_the_same_network_twice_is_one_and_another_gets_a_name_of_its_own():
    first, second = classifier(), seeded(classifier, seed=1)
    nn.init.ones_(second[0].bias)
    for module in (first, first, second):
        convscope.serve(module, preprocess=SMALL).stop()
    assert [card.id for card in handed.cards()] == ["module:Sequential", "module:Sequential-2"]


def test_classes_have_to_be_as_many_as_the_outputs():
    with pytest.raises(BadOption, match="has 10 outputs, but 3 classes were given"):
        convscope.serve(classifier(), preprocess=SMALL, classes=CLASSES[:3])


def test_an_input_that_the_module_does_not_take_is_refused_in_words():
    with pytest.raises(ModelFailed):
        convscope.serve(classifier())


class FailsOnPhotos(nn.Module):
    """Runs on the noise that a network is traced with, and raises on what is not noise."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    def forward(self, x):
        if (x.diff() == 0).any():
            raise ValueError("too smooth")
        return self.linear(x.mean((2, 3)))


def test_a_network_that_fails_on_the_first_photo_says_so_at_once(monkeypatch):
    monkeypatch.setenv("CONVSCOPE_DEFAULT_IMAGE", "rocket")
    with pytest.raises(ModelFailed, match="too smooth"):
        convscope.serve(seeded(FailsOnPhotos), preprocess=SMALL)


def test_a_program_with_an_app_of_its_own_is_told_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "app", subprocess)
    with pytest.raises(ConvscopeError, match="a module `app` of its own"):
        convscope.serve(classifier(), preprocess=SMALL)


def test_it_can_be_stopped_twice():
    app = convscope.serve(classifier(), preprocess=SMALL)
    app.stop()
    app.stop()
    assert repr(app).startswith("<Convscope at http://127.0.0.1:")


def test_a_script_may_end_while_the_app_runs(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import convscope, httpx\nfrom torch import nn\n"
        "from convscope.preprocess import Preprocess\n"
        "small = Preprocess(3, 16, 16, 'bilinear', 1.0, (0.5,) * 3, (0.5,) * 3)\n"
        "module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(784, 10))\n"
        "app = convscope.serve(module, preprocess=small)\n"
        "print(httpx.get(app.url + '/healthz').status_code)\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.split()[-1], done.stderr) == (0, "200", "")
