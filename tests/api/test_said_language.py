"""Sentences with values in them, in answers that are no problems, in the language of who asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from convscope.message import Message
from convscope.models import handed
from convscope.models.cardfile import NEEDED, OPTIONAL
from convscope.network import Network
from tests.api.answers import assert_problem
from tests.api.conftest import API, MakeClient
from tests.api.test_problem_language import KOREAN, is_korean
from tests.english import left_in_english
from tests.instrument import small_networks
from tests.instrument.own_models import ARCHITECTURE, Own
from tests.instrument.references import seeded
from tests.instrument.test_hosted import SMALL

ASKED = ({}, KOREAN, {}, KOREAN)  # in turn, so that what was kept for one does not reach another


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    return Own.install(tmp_path / "own", monkeypatch)


def model_of(client: TestClient, headers: dict[str, str]) -> dict[str, str]:
    answer = client.get(f"{API}/models?source=file", headers=headers)
    assert answer.headers["content-language"] == ("ko" if headers else "en")
    assert answer.headers["vary"] == "Accept-Language"
    (model,) = answer.json()["models"]
    return dict(model)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("crop =", "zzz ="),
        ("crop =", "crob ="),
        ("0.9", "1.9"),
        ("0.9", '"all"'),
        ("[32, 32]", "32"),
        ('"bilinear"', '"cubic"'),
        ("[0.2, 0.3, 0.4]", "[0.2]"),
        ('["cat", "dog", "owl"]', "[]"),
        ('["cat", "dog", "owl"]', "5"),
        ("zoo:vgg_mini", "zoo:vgg_mino"),
    ],
)
def test_why_a_network_of_ones_own_is_broken(
    make_client: MakeClient, own: Own, before: str, after: str
) -> None:
    own.weights("mine.safetensors")
    card = own.card("mine.toml")
    written = card.read_text(encoding="utf-8")
    assert before in written
    card.write_text(written.replace(before, after), encoding="utf-8")
    client = make_client(models=own.folder)
    names = ["mine.toml", written, after, " ".join(NEEDED | OPTIONAL), *architectures(client)]
    for headers in ASKED:
        why = model_of(client, headers)["problem"]
        assert is_korean(why) == bool(headers)
        assert not headers or left_in_english([why], names) == []
        run = {"model": "file:mine", "image": "cat"}
        refused = client.post(f"{API}/runs", json=run, headers=headers)
        assert why in assert_problem(refused, 409, "model_broken")


def architectures(client: TestClient) -> list[str]:
    return [model["id"] for model in client.get(f"{API}/models").json()["models"]]


def test_weights_that_do_not_fit_the_card(make_client: MakeClient, own: Own) -> None:
    tensors = own.weights("mine.safetensors")
    own.card("mine.toml", architecture="zoo:alexnet_mini")
    client = make_client(models=own.folder)
    for headers in ASKED:
        run = {"model": "file:mine", "image": "cat"}
        refused = client.post(f"{API}/runs", json=run, headers=headers)
        why = refused.json()["detail"]
        assert is_korean(why) == bool(headers)
        assert (
            not headers
            or left_in_english([why], [" ".join(tensors), "conv mine safetensors"]) == []
        )
        assert model_of(client, headers)["status"] == "broken"


def test_a_network_without_its_weights_is_told_which_files_it_may_have(
    make_client: MakeClient, own: Own
) -> None:
    own.card("mine.toml")
    client = make_client(models=own.folder)
    for headers in ASKED:
        why = model_of(client, headers)["problem"]
        assert "mine.safetensors, mine.pth, mine.onnx" in why
        assert is_korean(why) == bool(headers)


def test_what_a_network_of_ones_own_is(make_client: MakeClient, own: Own) -> None:
    own.weights("mine.safetensors")
    own.card("mine.toml")
    client = make_client(models=own.folder)
    for headers in ASKED:
        whole = client.get(f"{API}/models/file:mine", headers=headers)
        for model in (model_of(client, headers), whole.json()):
            assert ARCHITECTURE in model["summary"]
            assert is_korean(model["summary"]) == bool(headers)
            assert (model["status"], model["problem"]) == ("ready", "")


def test_which_modules_could_not_be_traced(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handed, "_handed", {})
    module = seeded(small_networks.ClosedPart)
    card = handed.hand_in(Network.of_module(module, SMALL).card, module, ())
    client = make_client()
    for headers in ASKED:
        asked = {"model": card.id, "image": "cat"}
        run = client.post(f"{API}/runs", json=asked, headers=headers)
        again = client.get(f"{API}/runs/{run.json()['id']}", headers=headers)
        model = client.get(f"{API}/models/{card.id}", headers=headers)
        for answer in (run, again, model):
            (note,) = answer.json()["notes"]
            assert "(inner)" in note
            assert is_korean(note) == bool(headers)
            assert answer.headers["content-language"] == ("ko" if headers else "en")
            assert "Accept-Language" in answer.headers["vary"]


def test_why_a_network_of_the_page_of_families_is_broken(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = Message("There is no file {file}.", {"file": "<b>.safetensors"})
    networks = client.app.state.services.networks
    cards = [
        replace(card, status="broken", problem=why) if card.id == "lenet5" else card
        for card in networks.list()
    ]
    monkeypatch.setattr(networks, "list", lambda: cards)
    for headers in ASKED:
        page = client.get("/networks", headers={"Accept": "text/html", **headers}).text
        assert "<b>.safetensors" not in page
        assert page.count("&lt;b&gt;.safetensors") == 2
        assert (str(why).removesuffix("<b>.safetensors.") in page) == (not headers)
