"""A network ready to be looked into: its card, its module, its layers, its classes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import torch
from torch import nn

from convscope import memory, models
from convscope.capture import Pass, Program
from convscope.costs import module_parameters
from convscope.errors import ModelFailed, UnknownLayer
from convscope.graph import Graph, build
from convscope.layers import Layer
from convscope.loading import Loader
from convscope.message import Message
from convscope.models.card import Card
from convscope.preprocess import Preprocess
from convscope.sight import Sight

MEMORY = 2 * 2**30  # bytes of weights that stay in memory, unless `loaded` is given another budget

IMAGENET = Preprocess(
    channels=3,
    height=224,
    width=224,
    interpolation="bilinear",
    crop=0.875,
    mean=(0.485, 0.456, 0.406),
    std=(0.229, 0.224, 0.225),
)


class Network:
    """A module with everything needed to run a photo through it and look at each layer.

    Raises `ModelFailed` where the module cannot be run on an input of its declared size.
    """

    def __init__(
        self, card: Card, module: nn.Module, labels: tuple[str, ...], layout: str = "channels_last"
    ) -> None:
        memory.keep_pages()
        shape = (card.preprocess.channels, card.preprocess.height, card.preprocess.width)
        self.card = card
        self.module = module
        self.labels = labels
        self.graph, self.layout = _traced(module, shape, layout)
        self._program = Program(module, self.graph)

    @classmethod
    def of_module(
        cls,
        module: nn.Module,
        preprocess: Preprocess = IMAGENET,
        labels: tuple[str, ...] = (),
    ) -> Network:
        """Any classifier of one's own; without labels the classes are numbered."""
        name = type(module).__name__
        card = Card(
            id=f"module:{name}",
            name=name,
            family=name,
            source="module",
            status="ready",
            classes=0,
            parameters=module_parameters(module),
            preprocess=preprocess,
        )
        network = cls(card, module, labels)
        answer = network.layer(network.graph.answer)
        network.card = replace(card, classes=answer.shape[0] if len(answer.shape) == 1 else 0)
        return network

    @property
    def preprocess(self) -> Preprocess:
        return self.card.preprocess

    @cached_property
    def nbytes(self) -> int:
        """Bytes of memory that the weights take; those that two layers share count once."""
        tensors = (*self.module.parameters(), *self.module.buffers())
        storages = {each.untyped_storage().data_ptr(): each.untyped_storage() for each in tensors}
        return sum(each.nbytes() for each in storages.values())

    @property
    def layers(self) -> tuple[Layer, ...]:
        return self.graph.layers

    @property
    def notes(self) -> tuple[str | Message, ...]:
        return self.graph.notes

    @cached_property
    def _by_name(self) -> dict[str, Layer]:
        return {layer.name: layer for layer in self.layers}

    def layer(self, name: str) -> Layer:
        """The layer of a name; raises `UnknownLayer`."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownLayer(
                "{network} has no layer {name!r}. Its layers are listed with the model: "
                "the first are {first}.",
                network=self.card.name,
                name=name,
                first=", ".join(layer.name for layer in self.layers[:4]),
            ) from None

    def label(self, index: int) -> str:
        return self.labels[index] if index < len(self.labels) else f"class {index}"

    def carry_out(self, picture: torch.Tensor) -> Pass:
        """Every layer's output for one preprocessed picture `(C, H, W)`."""
        return self._program(picture, self.layout)

    def differentiable(self, picture: torch.Tensor) -> Pass:
        """The same, with outputs from which autograd finds the way back to `picture`."""
        return self._program.differentiable(picture, self.layout)

    @cached_property
    def sight(self) -> Sight:
        """Which cells of the layers before it one cell of a layer sees."""
        return Sight(self.layers, self.graph.unclear)


def _traced(module: nn.Module, shape: tuple[int, int, int], layout: str) -> tuple[Graph, str]:
    """The graph in the layout asked for, or in torch's default where the code insists on that."""
    try:
        return build(module, shape, layout), layout
    except ModelFailed:
        # `x.view(n, -1)`, for one, cannot be had of a tensor that lies otherwise in memory.
        return build(module, shape), "contiguous"


def load(model: str = models.DEFAULT) -> Network:
    """The network of a model id, built once and kept for a while; safe between threads.

    Raises `UnknownModel` and every `ModelError`.
    """
    return loaded.get(models.find(model))


def _built(card: Card) -> Network:
    module = models.build(card).to(memory_format=torch.channels_last)
    return Network(card, module, models.labels(card))


loaded = Loader(_built, MEMORY)
