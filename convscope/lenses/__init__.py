"""A guided way through a network's own layers, for the family whose structure it has.

There is one file for each family. All of them look at the traced layers alone, at what they are and
what they read; so a network of torchvision, of timm or of one's own gets the way of its family too.
"""

from __future__ import annotations

from convscope.lenses import (
    alexnet,
    densenet,
    efficientnet,
    inception,
    lenet,
    perceptron,
    resnet,
    vgg,
)
from convscope.lenses.step import Lens
from convscope.lenses.structure import Structure
from convscope.lenses.untrained import untrained
from convscope.runs import Run

# The first whose structure is found; what one looks for may be found inside of those before it.
FAMILIES = (efficientnet, densenet, inception, resnet, alexnet, vgg, lenet, perceptron)


def lens(run: Run) -> Lens | None:
    """The way through a run's network, with words and figures of this very run.

    None for a network of no family that has one, for transformers, and where some layers were only
    seen by hooks: what such a layer reads is not known.
    """
    if any(layer.hooked for layer in run.layers):
        return None
    structure = Structure(run)
    families = FAMILIES if run.network.card.convolutional else (perceptron,)
    found = next(filter(None, (family.lens(structure) for family in families)), None)
    return found if found is None or structure.trained else untrained(found)
