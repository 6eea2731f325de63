"""timm's networks: the index against its registry, and loading against its own loading."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import timm
import torch
from huggingface_hub import try_to_load_from_cache
from safetensors.torch import save
from timm.data import ImageNetInfo, create_transform, resolve_data_config
from timm.models import get_pretrained_cfg, list_pretrained
from torch.utils.flop_counter import FlopCounterMode

from convscope import models
from convscope.errors import NotDownloaded, WeightsDamaged
from convscope.models import from_timm, imagenet, index, places
from convscope.models.card import Card
from convscope.photo import open_photo
from convscope.samples import read_sample
from tests.instrument.hub_cache import HubCache
from tests.instrument.references import seeded
from tests.instrument.test_models_torchvision import Trap

SMALL = "timm:mobilenetv3_small_050.lamb_in1k"
FROM_AN_ADDRESS = "timm:legacy_seresnet18.in1k"
# Outputs of a classifier of timm; other numbers are the lengths of embeddings.
LISTS_OF_CLASSES = {1000, 11_221, 11_821, 19_168, 21_841, 21_842, 21_843, 115_217}


@pytest.fixture(autouse=True)
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HubCache:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    return HubCache.install(tmp_path / "hub", monkeypatch)


def state_of(id: str) -> dict[str, torch.Tensor]:
    return seeded(lambda: from_timm.make(models.find(id))).state_dict()


def test_every_pretrained_classifier_is_listed_as_timm_has_it() -> None:
    told = index.read("timm")
    if told.version != timm.__version__:
        pytest.skip(
            f"the index is of timm {told.version}: `python -m scripts.index timm` renews it"
        )
    entries = {f"{each.architecture}.{each.weights}": each for each in told.entries}
    configs = {name: get_pretrained_cfg(name) for name in list_pretrained()}
    # A crop above 1 would put a black frame around the photo: three of VOLO's.
    classifiers = [n for n, c in configs.items() if c.num_classes in LISTS_OF_CLASSES]
    assert list(entries) == [name for name in classifiers if configs[name].crop_pct <= 1]
    assert len(classifiers) - len(entries) == 3
    assert set(told.architectures) == set(timm.list_models())
    for name, entry in entries.items():
        config = configs[name]
        known = resolve_data_config(pretrained_cfg=config.to_dict())
        given = entry.preprocess
        assert (given.channels, given.height, given.width) == known["input_size"]
        assert (given.interpolation, given.crop) == (known["interpolation"], known["crop_pct"])
        assert (given.mean, given.std, given.crop_mode) == (
            known["mean"], known["std"], known["crop_mode"],
        )  # fmt: skip
        assert entry.classes == config.num_classes
        assert entry.licence == ("" if config.license in (None, "unknown") else config.license)
        assert entry.default == (get_pretrained_cfg(entry.architecture).tag == entry.weights)


@pytest.mark.parametrize(
    "name",
    ["mobilenetv3_small_050.lamb_in1k", "resnet18.a1_in1k", "convnext_atto.d2_in1k",
     "densenet121.ra_in1k", "vit_tiny_patch16_224.augreg_in21k_ft_in1k",
     "mixer_b16_224.goog_in21k"],
)  # fmt: skip
def test_figures_are_those_of_the_network_itself(name: str) -> None:
    card = models.find(f"timm:{name}")
    with torch.device("meta"):
        module = timm.create_model(name).eval()
        picture = torch.empty(1, 3, card.preprocess.height, card.preprocess.width)
    counter = FlopCounterMode(display=False)
    with counter:
        answer = module(picture)
    assert card.parameters == sum(each.numel() for each in module.parameters())
    assert card.macs == counter.get_total_flops() // 2
    assert card.classes == answer.shape[-1]
    assert card.convolutional is not name.startswith(("vit", "mixer"))


@pytest.mark.parametrize(
    "name",
    ["resnet18.a1_in1k", "convnextv2_base.fcmae_ft_in22k_in1k_384",
     "beit_base_patch16_384.in22k_ft_in22k_in1k"],
)  # fmt: skip
def test_a_photo_is_prepared_as_timm_prepares_it(name: str) -> None:
    theirs = create_transform(
        **resolve_data_config(pretrained_cfg=get_pretrained_cfg(name).to_dict())
    )
    picture = open_photo(read_sample("rocket")).picture
    assert torch.equal(models.find(f"timm:{name}").preprocess(picture), theirs(picture))


def test_an_architecture_alone_means_its_first_tag() -> None:
    card = models.find("timm:resnet18")
    assert card.id == f"timm:resnet18.{get_pretrained_cfg('resnet18').tag}"


@pytest.mark.parametrize("model", [SMALL, "timm:convnext_atto.d2_in1k"])
def test_what_is_loaded_is_what_timm_loads(hub: HubCache, model: str) -> None:
    path = hub.put_state(models.find(model).weights["repo"], state_of(model))
    card = models.find(model)
    ours = models.build(card)
    theirs = timm.create_model(
        card.name, pretrained=True, pretrained_cfg_overlay={"file": str(path)}
    )
    picture = card.preprocess(open_photo(read_sample("cat")).picture).unsqueeze(0)
    with torch.inference_mode():
        assert torch.equal(ours(picture), theirs.eval()(picture))


def test_what_the_hub_has_in_its_cache_is_ready(hub: HubCache) -> None:
    card = models.find(SMALL)
    assert card.status == "downloadable"
    assert not [each for each in from_timm.cards() if each.status == "ready"]
    path = hub.put(card.weights["repo"], "pytorch_model.bin", b"12345")
    assert [each.id for each in from_timm.cards() if each.status == "ready"] == [SMALL]
    found = models.find(SMALL).weights
    assert (found["file"], found["bytes"]) == ("pytorch_model.bin", 5)
    assert found["sha256"] == hashlib.sha256(b"12345").hexdigest()
    assert try_to_load_from_cache(card.weights["repo"], "pytorch_model.bin") == str(path)


def test_the_places_are_those_of_the_hubs_library(hub: HubCache) -> None:
    path = hub.put("timm/some_thing", "model.safetensors", b"1")
    assert places.hub_file("timm/some_thing", ["no", "model.safetensors"]) == path
    assert try_to_load_from_cache("timm/some_thing", "model.safetensors") == str(path)
    assert places.hub_file("timm/nothing", ["model.safetensors"]) is None
    assert try_to_load_from_cache("timm/nothing", "model.safetensors") is None


def test_weights_that_are_not_there_are_not_fetched_behind_ones_back() -> None:
    with pytest.raises(NotDownloaded, match=f"convscope download {SMALL}"):
        models.build(models.find(SMALL))


def test_a_file_that_is_not_what_the_hub_told_is_not_read(hub: HubCache) -> None:
    content = save({name: each.contiguous() for name, each in state_of(SMALL).items()})
    hub.put(models.find(SMALL).weights["repo"], "model.safetensors", content, digest="ab" * 32)
    with pytest.raises(WeightsDamaged, match="not abababab"):
        models.build(models.find(SMALL))


def test_a_file_of_another_network_is_refused(hub: HubCache) -> None:
    hub.put_state(models.find(SMALL).weights["repo"], state_of("timm:convnext_atto.d2_in1k"))
    with pytest.raises(WeightsDamaged, match="cannot be put into mobilenetv3_small_050"):
        models.build(models.find(SMALL))


def test_a_pickle_that_would_run_code_is_not_read(
    hub: HubCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stream = io.BytesIO()
    torch.save({"a": Trap()}, stream)
    hub.put(models.find(SMALL).weights["repo"], "pytorch_model.bin", stream.getvalue())
    with pytest.raises(WeightsDamaged):
        models.build(models.find(SMALL))
    assert not (tmp_path / "trapped").exists()


def test_weights_at_an_address_are_looked_for_where_torch_keeps_them(tmp_path: Path) -> None:
    card = models.find(FROM_AN_ADDRESS)
    assert card.weights["url"].endswith("/seresnet18-4bb0ce65.pth")
    assert (card.weights["sha256_prefix"], card.status) == ("4bb0ce65", "downloadable")
    path = tmp_path / "torch" / "hub" / "checkpoints" / card.weights["name"]
    path.parent.mkdir(parents=True)
    torch.save(state_of(FROM_AN_ADDRESS), path)
    assert models.find(FROM_AN_ADDRESS).status == "ready"
    with pytest.raises(WeightsDamaged, match="not 4bb0ce65"):
        models.build(models.find(FROM_AN_ADDRESS))
    assert loaded(models.find(FROM_AN_ADDRESS), path)


def loaded(card: Card, path: Path) -> Any:
    prefix = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return models.build(replace(card, weights={**card.weights, "sha256_prefix": prefix}))


def test_larger_sets_of_classes_have_the_names_that_timm_gives_them() -> None:
    card = models.find("timm:mixer_b16_224.goog_in21k")
    names = models.labels(card)
    assert len(names) == card.classes == 21_843
    assert names[5] == ImageNetInfo("imagenet21k-goog").index_to_description(5)
    assert models.labels(models.find(SMALL)) == imagenet.labels()
    assert models.labels(models.find("timm:mvitv2_base_cls.fb_inw21k")) == ()


def test_a_twin_has_the_random_weights_of_seed_zero() -> None:
    state = models.build(models.find(f"{SMALL}@untrained")).state_dict()
    torch.manual_seed(0)
    expected = timm.create_model("mobilenetv3_small_050").state_dict()
    assert all(torch.equal(state[name], expected[name]) for name in expected)
