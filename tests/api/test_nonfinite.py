"""A network that divides by zero: its NaN and infinities reach nobody as JSON that is none."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import torch
from fastapi.testclient import TestClient
from torch import Tensor, nn

import convscope
from app.store.runs import KeptRun
from convscope.samples import read_sample
from tests.api.answers import read_array, read_picture
from tests.api.conftest import API, MakeClient

RUN = f"cat.{'0' * 16}"


class Broken(nn.Module):
    """0/0 where the photo is dark, 1/0 where it is bright; NaN for an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.bright = nn.ReLU()
        self.ratio = nn.Softsign()
        self.linear = nn.Linear(3, 7)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(self.ratio(self.bright(x) / torch.zeros(())).mean((2, 3)))


@pytest.fixture
def broken(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    client = make_client()
    run = convscope.run(Broken(), read_sample("cat"))
    networks = client.app.state.services.networks
    monkeypatch.setattr(networks, "model_of", lambda id: "broken")
    monkeypatch.setattr(networks, "run", lambda id, open_photo: KeptRun(id, run, ()))
    return client


def strictly(text: str) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(text, parse_constant=refuse)


def layers(client: TestClient) -> list[str]:
    return [layer["name"] for layer in client.get(f"{API}/runs/{RUN}").json()["layers"]]


def test_every_json_answer_is_json(broken: TestClient) -> None:
    paths = ["", "/layers", "/sheet"]
    for layer in layers(broken):
        rests = ("", "/channels/0", "/maps?format=json", "/cells/0/0/0")
        paths += [f"/layers/{layer}{rest}" for rest in rests]
    for path in paths:
        response = broken.get(f"{API}/runs/{RUN}{path}")
        assert response.status_code == 200, path
        strictly(response.text)


def test_figures_say_how_many_there_are(broken: TestClient) -> None:
    name = next(each for each in layers(broken) if "div" in each)
    values = read_array(broken.get(f"{API}/runs/{RUN}/layers/{name}/maps"))
    assert np.isnan(values).any()
    assert np.isinf(values).any()
    statistics = broken.get(f"{API}/runs/{RUN}/layers/{name}").json()["statistics"]
    assert statistics["nonfinite"] == values.size
    assert statistics["mean"] is None
    u8 = broken.get(f"{API}/runs/{RUN}/layers/{name}/maps?format=u8")
    assert u8.headers["X-Convscope-Nonfinite"] == str(values.size)


def test_a_cell_says_how_many_of_its_numbers_are_none(broken: TestClient) -> None:
    name = next(each for each in layers(broken) if "div" in each)
    cell = strictly(broken.get(f"{API}/runs/{RUN}/layers/{name}/cells/0/0/0").text)
    assert (cell["kind"], cell["operands"]["terms"][1]["value"]) == ("arithmetic", 0)
    assert (cell["value"], cell["explained"], cell["difference"]) == (None, None, None)
    assert cell["nonfinite"] == 1
    linear = strictly(broken.get(f"{API}/runs/{RUN}/layers/linear/cells/3/0/0").text)
    assert linear["operands"]["products"] == [None] * 3
    assert linear["nonfinite"] == 7


def test_a_probability_that_is_none_is_null(broken: TestClient) -> None:
    predictions = broken.get(f"{API}/runs/{RUN}").json()["predictions"]
    assert [each["probability"] for each in predictions] == [None] * 5


@pytest.mark.parametrize("format", ["png", "webp"])
@pytest.mark.parametrize("normalize", ["layer", "channel", "symmetric"])
def test_pictures_are_drawn_all_the_same(broken: TestClient, format: str, normalize: str) -> None:
    for layer in layers(broken):
        url = f"{API}/runs/{RUN}/layers/{layer}/maps?format={format}&normalize={normalize}&size=9"
        read_picture(broken.get(url)).load()
