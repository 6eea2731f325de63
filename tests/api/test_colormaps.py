from __future__ import annotations

import cmap
import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API


def tables(client: TestClient) -> dict[str, np.ndarray]:
    colormaps = client.get(f"{API}/colormaps").json()["colormaps"]
    assert {each["kind"] for each in colormaps} == {"sequential", "diverging"}
    return {each["name"]: np.array(each["rgb"]) for each in colormaps}


def test_every_table_has_256_colours(client: TestClient) -> None:
    for table in tables(client).values():
        assert table.shape == (256, 3)
        assert (table.min(), table.max()) >= (0, 0)
        assert table.max() <= 255


@pytest.mark.parametrize(("name", "source"), [("viridis", "bids:viridis"), ("magma", "bids:magma")])
def test_sequential_tables_are_the_published_ones(
    client: TestClient, name: str, source: str
) -> None:
    expected = cmap.Colormap(source).lut(256)[:, :3] * 255
    assert np.abs(tables(client)[name] - expected).max() <= 0.5


@pytest.mark.parametrize("name", ["diverging_light", "diverging_dark"])
def test_diverging_tables_are_blue_below_zero_and_red_above(client: TestClient, name: str) -> None:
    red, _, blue = tables(client)[name].T.astype(int)
    assert blue[40] > red[40]
    assert red[215] > blue[215]
    assert abs(red[127] - blue[127]) < 20
