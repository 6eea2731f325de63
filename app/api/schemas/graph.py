"""Answers about the drawn graph of a network."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.schemas.common import Answer, LayerKind

Pixels = float  # of the drawing at full size


class Spot(Answer):
    """A rectangle of the drawing, by its upper left corner."""

    x: Pixels
    y: Pixels
    width: Pixels
    height: Pixels


class GraphNode(Spot):
    """A layer, or a closed block of layers."""

    id: str
    kind: LayerKind | Literal["block"]
    label: str = Field(description="Its name within its frame.")
    path: str = Field(description="The module that it is or belongs to.")
    layers: list[str] = Field(description="Its layers in the order of execution.")
    collapsed: bool = Field(description="A closed block, which `expanded` can open by its id.")
    shape: list[int] = Field(description="Of its output; for a block, of its last layer's.")
    frame: str = Field(description="Id of the frame around it; empty for none.")


class GraphFrame(Spot):
    """An open block, around what is in it."""

    id: str
    label: str
    path: str
    frame: str = Field(description="Id of the frame around it; empty for none.")
    layers: int = Field(description="How many it has in all.")


class GraphEdge(Answer):
    """Tensors that flow from one node into another."""

    source: str
    target: str
    layers: list[str] = Field(description="The layers of the source whose outputs flow here.")
    shape: list[int] | None = Field(description="Of these outputs; null where they differ.")
    known: bool = Field(
        description="False: the two merely ran one after the other, in code that was not traced."
    )
    skip: bool = Field(description="It leads past what else leads there, as an arc.")
    points: list[tuple[Pixels, Pixels]] = Field(
        description="Of a smooth curve from the first to the last, which touches the middles of "
        "the lines between them."
    )


class GraphAnswer(Answer):
    """A network as it is drawn, from top to bottom."""

    model: str
    expanded: list[str] = Field(description="The open blocks, the outer before the inner.")
    width: Pixels
    height: Pixels
    nodes: list[GraphNode]
    frames: list[GraphFrame]
    edges: list[GraphEdge]
