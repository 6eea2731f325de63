"""Answers about networks and their layers."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, BaseModel, Field

from app.api.schemas.common import Answer, InputSize, JsonObject, LayerKind, Said

Source = Literal["bundled", "zoo", "torchvision", "timm", "file", "module"]
Status = Literal["ready", "downloadable", "downloading", "broken"]


class ReceptiveFieldAnswer(Answer):
    """Which input pixels a cell depends on: for cell (0, 0) those from `start` on."""

    size: tuple[int, int] = Field(description="Height and width, in input pixels.")
    stride: tuple[int, int] = Field(description="Step from one cell to the next, down and across.")
    start: tuple[int, int] = Field(
        description="First row and column of cell (0, 0)'s field; negative within the padding."
    )


class LayerAnswer(Answer):
    """One layer, as every list of layers has it."""

    name: str
    kind: LayerKind
    op: str = Field(description="The module class or function that computes it.")
    path: str = Field(description="The module that it belongs to.")
    inputs: list[str] = Field(description="Names of the layers whose outputs it takes.")
    shape: list[int] = Field(description="Shape of its output, without the batch axis.")
    hooked: bool = Field(description="Seen by a hook, because its code could not be traced.")


class LayerDetails(LayerAnswer):
    """One layer and what it costs."""

    parameters: int
    macs: int = Field(description="Multiply-adds for one picture.")
    hyperparameters: JsonObject
    receptive_field: ReceptiveFieldAnswer | None


class ModelAnswer(Answer):
    """A network that can be run, or downloaded."""

    id: str
    name: str
    family: str
    source: Source
    status: Status
    classes: int
    parameters: int
    input: InputSize = Field(validation_alias=AliasChoices("preprocess", "input"))
    weights: JsonObject
    accuracy: JsonObject = Field(description="As measured; empty where it was not.")
    year: int | None
    paper: str
    summary: Said = Field(description="What to look at.")
    macs: int | None = Field(description="Multiply-adds for one picture, where they were counted.")
    depth: int | None = Field(
        description="Convolutions and fully connected layers on the longest way through."
    )
    licence: str
    convolutional: bool
    problem: Said = Field(description="Why it is broken, and what to do.")


class ModelsWanted(BaseModel):
    """Which networks to list; what is not given filters nothing."""

    source: Source | None = Field(default=None, description="Only from there.")
    family: str | None = Field(default=None, description="Only of this family.")
    status: Status | None = Field(default=None, description="Only in this state.")
    licence: str | None = Field(default=None, description="Only with weights of this licence.")
    convolutional: bool | None = Field(
        default=None,
        description="Only those that have convolutions beyond patches, or only others.",
    )
    parameters_min: int | None = Field(default=None, description="Only with as many or more.")
    parameters_max: int | None = Field(default=None, description="Only with as many or fewer.")
    input_size_min: int | None = Field(
        default=None, description="Only with an input whose longer side has as many pixels or more."
    )
    input_size_max: int | None = Field(
        default=None,
        description="Only with an input whose longer side has as many pixels or fewer.",
    )
    q: str | None = Field(
        default=None, description="Only with all of these words in its id, name or family."
    )
    limit: int | None = Field(default=None, ge=1, description="No more than so many.")
    offset: int = Field(default=0, ge=0, description="Without the first so many.")


class ModelsAnswer(Answer):
    models: list[ModelAnswer]
    total: int = Field(description="How many the filters leave, before `limit` and `offset`.")


class ModelDetails(ModelAnswer):
    """A network and its layers in the order of execution."""

    layers: list[LayerDetails]
    notes: list[Said]
