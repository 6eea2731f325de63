"""Every setting, its default and its environment variable (`CONVSCOPE_` and the name)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from convscope.errors import BadOption
from convscope.folders import data_folder
from convscope.samples import list_samples

PREFIX = "CONVSCOPE_"
MIB = 2**20


class Settings(BaseSettings):
    """What can be chosen when the server starts; docs/SETTINGS.md says the same in a table."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="More names that the `Host` header may have, separated by commas; `*`: any.",
    )
    data: Path = Field(default_factory=data_folder, description="Folder for uploaded pictures.")
    models: Path = Field(
        default_factory=lambda told: told["data"] / "models",
        description="Folder for checkpoints of one's own.",
    )

    image_bytes: int = Field(default=32 * MIB, ge=1, description="Largest upload, in bytes.")
    image_pixels: int = Field(default=64_000_000, ge=1, description="Largest picture, in pixels.")
    image_days: float = Field(
        default=30, gt=0, description="Days after which an upload is removed."
    )
    images_total_bytes: int = Field(
        default=2048 * MIB,
        ge=1,
        description="Bytes that all uploads may take on disk; the oldest go first.",
    )
    photo_cache_bytes: int = Field(
        default=128 * MIB, ge=0, description="Bytes of decoded photos kept in memory."
    )

    run_cache_bytes: int = Field(
        default=1024 * MIB,
        ge=0,
        description="Bytes of runs kept in memory; the newest is always kept.",
    )
    model_cache_bytes: int = Field(
        default=2048 * MIB,
        ge=0,
        description="Bytes of weights kept in memory; the newest network is always kept.",
    )
    queue_length: int = Field(
        default=32, ge=1, description="Runs that may wait for the network before the answer is 503."
    )
    torch_threads: int = Field(
        default=0,
        ge=0,
        description="Threads that torch computes with; 0 leaves the choice to torch.",
    )

    downloads_at_once: int = Field(
        default=2, ge=1, description="Weights that are fetched at the same time."
    )
    downloads_waiting: int = Field(
        default=32, ge=0, description="Downloads that may wait before the answer is 503."
    )
    download_silence_seconds: float = Field(
        default=20.0, gt=0, description="Seconds for which a server may say nothing."
    )
    jobs_remembered: int = Field(
        default=100, ge=0, description="Downloads that can be asked about when they are over."
    )

    default_model: str = Field(
        default="efficientnet_lite0", description="Network that is loaded at start and shown first."
    )
    default_image: str = Field(
        default="cat", description="Sample that is run at start and shown first."
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def split_hosts(cls, value: object) -> object:
        """`a.example, b.example` -> its two names."""
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("default_image")
    @classmethod
    def is_sample(cls, value: str) -> str:
        """The first picture has to be there in every installation."""
        known = [sample.id for sample in list_samples()]
        if value not in known:
            raise ValueError(f"choose one of the samples {', '.join(known)}")
        return value


def read_settings() -> Settings:
    """The settings of this process's environment; raises `BadOption` in words for a bad one."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise BadOption(
            "{name}={value} cannot be used: {why}.",
            name=name,
            value=first["input"],
            why=first["msg"],
        ) from error
