from __future__ import annotations

from pathlib import Path

import pytest

from app.config import Settings, read_settings
from convscope.errors import BadOption


def test_defaults_are_safe() -> None:
    settings = Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.allowed_hosts == ()


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("HOST", "0.0.0.0", "0.0.0.0"),
        ("PORT", "8001", 8001),
        ("DATA", "/tmp/pictures", Path("/tmp/pictures")),
        ("ALLOWED_HOSTS", " a.example, b.example ,", ("a.example", "b.example")),
        ("IMAGE_BYTES", "1000", 1000),
        ("QUEUE_LENGTH", "1", 1),
    ],
)
def test_the_environment_decides(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, value: object
) -> None:
    monkeypatch.setenv(f"CONVSCOPE_{variable}", text)
    assert getattr(read_settings(), variable.lower()) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("IMAGE_BYTES", "-1"),
        ("QUEUE_LENGTH", "0"),
        ("DEFAULT_IMAGE", "dog"),
    ],
)
def test_a_bad_value_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv(f"CONVSCOPE_{variable}", text)
    with pytest.raises(BadOption, match=f"CONVSCOPE_{variable}={text} cannot be used"):
        read_settings()
