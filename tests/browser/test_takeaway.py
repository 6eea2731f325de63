"""Taking away what is shown: the files, and the code that is said to make the very same files."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from convscope.samples import read_sample
from tests.browser.conftest import OpenPage
from tests.browser.explore import canvas, drop, forget_painted, query, wait_complete, wait_painted
from tests.browser.reference import Api, Colours

PANEL = "[data-takeaway]"
OPEN = ".layer-head .takeaway-open"
CHOICES = ["map.png", "map.npy", "grid.png", "layer.npy", "layer.csv", "run.npz", "run.csv"]
#: So many of a map's lowest rows, in CSS pixels, may have its number written over them.
WRITTEN = 18
# Each code in a name space of its own, as if it were pasted into a new notebook.
CARRY_OUT = "import json, sys\nfor code in json.load(sys.stdin): exec(code, {})"


def open_panel(page: Page, button: str = OPEN) -> None:
    """Open the panel, and wait until it has come to its place beside the button."""
    page.click(button)
    expect(page.locator(f"{PANEL} input[name=takeaway]:checked")).to_be_focused()


def choose(page: Page, choice: str) -> None:
    page.locator(f"{PANEL} label:has(input[value='{choice}'])").click()


def option(page: Page, name: str) -> str:
    """An option of the address from which the chosen file comes."""
    href = page.get_attribute("[data-takeaway-download]", "href") or ""
    return parse_qs(urlsplit(href).query)[name][0]


def fetched(page: Page, server: str) -> bytes:
    """The chosen file."""
    with urlopen(server + (page.get_attribute("[data-takeaway-download]", "href") or "")) as answer:
        return bytes(answer.read())


def pixels(data: bytes) -> Colours:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def places(picture: Colours, palette: Colours) -> np.ndarray:
    """Where in a palette each pixel's colour stands; it must be there."""
    names, first = np.unique(palette @ [65536, 256, 1], return_index=True)
    wanted = picture.astype(int) @ [65536, 256, 1]
    found = np.searchsorted(names, wanted).clip(max=len(names) - 1)
    assert np.array_equal(names[found], wanted)
    return first[found]


def assert_same_cells(shown: Colours, made: Colours, page: Page, ratio: int, slack: int) -> None:
    """Every map that the canvas holds is in the picture, at its place and in its colours."""
    palette = Api(page.url.split("/?")[0]).palette(option(page, "colormap")).astype(int)
    size, columns = int(option(page, "size")), int(option(page, "columns"))
    clear = size - WRITTEN * ratio
    rows = (shown.shape[0] + 2 * ratio) // (size + 2 * ratio)
    whole = min(rows, (made.shape[0] + 2) // (size + 2) - 1) or 1
    for row, column in np.ndindex(whole, columns):
        top, left = row * (size + 2 * ratio), column * (size + 2 * ratio)
        on_screen = places(shown[top : top + clear, left : left + size], palette)
        top, left = row * (size + 2), column * (size + 2)
        in_file = places(made[top : top + clear, left : left + size], palette)
        assert np.abs(on_screen - in_file).max() <= slack, (row, column)


LIGHT, DARK, DARK_2 = ("light", 1), ("dark", 1), ("dark", 2)


# The canvas is coloured from 256 levels between the layer's extremes. Where the palette's ends are
# others, such as -a and a, that rounds twice; the file is made from the exact values.
@pytest.mark.parametrize(
    ("screen", "query", "slack"),
    [
        (LIGHT, "layer=act1", 0),
        (DARK, "layer=act1&sort=mean&colormap=grey&scale=channel", 0),
        (LIGHT, "layer=act1&sort=index&colormap=diverging&scale=clipped", 1),
        (DARK, "layer=conv_stem", 1),
        (DARK_2, "layer=conv_stem&sort=max&scale=channel", 1),
        (LIGHT, "layer=conv_stem&scale=clipped", 0),
        (LIGHT, "layer=conv_stem&sort=index&colormap=viridis", 0),
        (LIGHT, "layer=blocks.6.0.bn3", 1),
        (DARK, "model=lenet5&image=digit3&layer=sigmoid1&size=auto", 1),
    ],
)
def test_the_picture_of_the_grid_is_the_grid(
    open_page: OpenPage, server: str, screen: tuple[str, int], query: str, slack: int
) -> None:
    theme, ratio = screen
    # Of two sizes in an address the first counts.
    page = open_page(f"?{query}&size=64", color_scheme=theme, device_scale_factor=ratio)
    wait_complete(page)
    shown = canvas(page, "[data-grid-canvas]")
    open_panel(page)
    choose(page, "grid.png")
    made = pixels(fetched(page, server))
    assert page.inner_text("[data-takeaway-size='grid.png']") == "{1}×{0} px".format(*made.shape)
    gap = (255, 255, 255) if theme == "light" else (46, 50, 58)
    assert (made[:, int(option(page, "size"))] == gap).all()
    assert_same_cells(shown, made, page, ratio, slack)


def test_the_picture_of_a_map_is_the_map(open_page: OpenPage, server: str) -> None:
    page = open_page("?layer=blocks.3.0.conv_pw&channel=5&scale=channel")
    wait_complete(page)
    shown = canvas(page, "[data-map-exact]")
    open_panel(page, ".map .takeaway-open")
    expect(page.locator(f"{PANEL} input[value='map.png']")).to_be_checked()
    palette = Api(server).palette("diverging_light").astype(int)
    made = places(pixels(fetched(page, server)), palette)
    # At an exact half, the two may round to either side.
    assert np.abs(places(shown, palette) - made).max() <= 1


def code_of(page: Page, language: str) -> str:
    page.click(f"[data-takeaway-tab={language}]")
    return page.inner_text("[data-takeaway-code]")


def python(codes: list[str], folder: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", CARRY_OUT]
    subprocess.run(command, input=json.dumps(codes), text=True, cwd=folder, check=True)


def assert_ways_agree(page: Page, folder: Path, choices: list[str]) -> dict[str, Path]:
    """Each file as downloaded, made by the library and fetched by curl: the very same bytes."""
    pythons, names = [], {}
    for way in ("page", "curl", "python"):
        (folder / way).mkdir()
    for choice in choices:
        choose(page, choice)
        with page.expect_download() as download:
            page.click("[data-takeaway-download]")
        name = download.value.suggested_filename
        assert name == page.inner_text("[data-takeaway-file]")
        download.value.save_as(folder / "page" / name)
        pythons.append(code_of(page, "python"))
        shell = ["bash", "-euc", code_of(page, "curl")]
        subprocess.run(shell, cwd=folder / "curl", check=True, capture_output=True)
        names[choice] = name
    for photo in folder.glob("photo.jpg"):
        photo.rename(folder / "python" / photo.name)
    python(pythons, folder / "python")
    for name in names.values():
        data = (folder / "page" / name).read_bytes()
        assert data == (folder / "curl" / name).read_bytes(), name
        assert data == (folder / "python" / name).read_bytes(), name
    return {choice: folder / "page" / name for choice, name in names.items()}


def size_of(page: Page, choice: str) -> str:
    return page.inner_text(f"[data-takeaway-size='{choice}']")


def in_words(size: int) -> str:
    """Three digits that count."""
    if size < 1000:
        return f"{size} B"
    unit, letter = (1e6, "M") if size >= 1e6 else (1e3, "k")
    return f"{float(f'{size / unit:.3g}'):g} {letter}B"


def test_the_code_makes_the_very_files(open_page: OpenPage, server: str, tmp_path: Path) -> None:
    page = open_page("?model=lenet5&image=digit3&layer=pool1&channel=4&sort=mean&size=96")
    wait_complete(page)
    open_panel(page)
    files = assert_ways_agree(page, tmp_path, CHOICES)
    for choice in ("map.npy", "layer.npy", "run.npz"):
        assert size_of(page, choice) == in_words(files[choice].stat().st_size)
    with np.load(files["run.npz"]) as run:
        maps = run["pool1"]
        layers = list(run)
    np.testing.assert_array_equal(np.load(files["layer.npy"]), maps)
    np.testing.assert_array_equal(np.load(files["map.npy"]), maps[[4]])
    for choice, rows in (("layer.csv", len(maps)), ("run.csv", len(layers))):
        assert files[choice].read_text().count("\n") == rows + 1
        assert size_of(page, choice) == f"{rows} rows"


def test_the_code_for_a_photo_of_ones_own_names_its_file(
    open_page: OpenPage, tmp_path: Path
) -> None:
    photo = read_sample("rocket") + b"unlike any other test's"
    (tmp_path / "photo.jpg").write_bytes(photo)
    page = open_page("?layer=blocks.2.0.bn3&scale=channel&channel=7", color_scheme="dark")
    wait_complete(page)
    forget_painted(page)
    drop(page, photo, "launch.jpg", "image/jpeg")
    wait_painted(page, "answers", "sheet", "grid")
    wait_complete(page)
    open_panel(page)
    files = assert_ways_agree(page, tmp_path, ["map.png", "grid.png", "layer.npy", "layer.csv"])
    assert 'photo = "photo.jpg"' in code_of(page, "python")
    digest = query(page)["image"]
    assert re.fullmatch("[0-9a-f]{32}", digest)
    assert files["layer.npy"].name == f"{digest[:8]}-efficientnet_lite0-blocks.2.0.bn3.npy"


def test_the_code_follows_what_is_shown(open_page: OpenPage) -> None:
    page = open_page("?layer=act1&sort=index&channel=3&size=64")
    wait_complete(page)
    open_panel(page)
    choose(page, "grid.png")
    expect(page.locator("[data-takeaway-code]")).to_contain_text('normalize="layer", colormap="vir')
    page.keyboard.press("Escape")
    page.select_option("[data-tool=sort]", "max")
    page.select_option("[data-tool=colormap]", "diverging")
    page.select_option("[data-tool=scale]", "channel")
    page.click("[data-theme-switch]")
    wait_complete(page)
    open_panel(page)
    code = code_of(page, "python")
    for part in ('sort="max"', 'normalize="channel"', '"diverging_dark"', 'gap="dark"', "size=64"):
        assert part in code
    assert "sort=max&normalize=channel&colormap=diverging_dark&size=64&" in code_of(page, "curl")
    page.keyboard.press("Escape")
    page.click("[data-step='1']")
    expect(page.locator("[data-layer-name]")).to_have_text("blocks.0.0.conv_dw")
    wait_complete(page)
    title = page.locator("[data-map-title]")
    expect(title).to_contain_text("in blocks.0.0.conv_dw")
    open_panel(page, ".map .takeaway-open")
    shown = re.search(r"Channel (\d+) ", title.inner_text())
    assert shown
    assert f"-blocks.0.0.conv_dw-{shown[1]}.png" in page.inner_text("[data-takeaway-file]")
    assert page.input_value("[data-takeaway-link]") == page.evaluate("location.href")


def test_code_and_link_are_copied(open_page: OpenPage) -> None:
    page = open_page("?layer=act1", permissions=["clipboard-read", "clipboard-write"])
    wait_complete(page)
    open_panel(page)
    pasted = "navigator.clipboard.readText()"
    for language in ("curl", "python"):
        code = code_of(page, language)
        page.click("[data-takeaway-copy]")
        expect(page.locator("[data-takeaway-copy]")).to_have_text("Copied")
        assert page.evaluate(pasted) == code
        expect(page.locator("[data-takeaway-copy]")).to_have_text("Copy code")
    page.click("[data-takeaway-copy-link]")
    expect(page.locator("[data-takeaway-copy-link]")).to_have_text("Copied")
    assert page.evaluate(pasted) == page.evaluate("location.href")


def test_where_copying_is_not_allowed_the_code_is_marked(open_page: OpenPage) -> None:
    page = open_page("?layer=act1")
    wait_complete(page)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    open_panel(page)
    page.click("[data-takeaway-copy]")
    expect(page.locator("[data-takeaway-copy]")).to_have_text("Copy what is marked")
    assert page.evaluate("getSelection().toString()").strip().startswith("import convscope")


@pytest.mark.parametrize("width", [1440, 390])
def test_by_keys(open_page: OpenPage, width: int) -> None:
    page = open_page("?layer=act1", width=width)
    wait_complete(page)
    button = page.locator(OPEN)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("input[value='layer.npy']")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value='layer.csv']")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("[data-takeaway-download]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-takeaway-tab=curl]")).to_be_focused()
    expect(page.locator("[data-takeaway-code]")).to_contain_text("curl --fail")
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[data-layer-name]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("input[value='layer.csv']")).to_be_focused()


def test_a_value_without_a_place_is_no_map(open_page: OpenPage) -> None:
    page = open_page("?layer=softmax")
    wait_complete(page)
    expect(page.locator(".map .takeaway-open")).to_be_hidden()
    open_panel(page)
    expect(page.locator("[data-takeaway-row=map]")).to_be_hidden()
    assert size_of(page, "layer.npy") == "4.13 kB"
    choose(page, "grid.png")
    assert option(page, "normalize") == "zero"


def test_a_grid_that_no_picture_holds_is_said(open_page: OpenPage) -> None:
    page = open_page("?layer=blocks.6.0.act1&size=224", device_scale_factor=2)
    wait_complete(page)
    open_panel(page)
    choose(page, "grid.png")
    expect(page.locator("[data-takeaway-words]")).to_contain_text("choose smaller maps")
    expect(page.locator("[data-takeaway-download]")).to_be_hidden()
    assert page.text_content("[data-takeaway-code]") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_is_within_a_phone(open_page: OpenPage, scheme: str) -> None:
    page = open_page("?layer=blocks.1.0.act1", width=390, height=844, color_scheme=scheme)
    wait_complete(page)
    open_panel(page)
    choose(page, "grid.png")
    beyond: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll("[data-takeaway] *")].filter(element => {
            const {left, right, top, bottom} = element.getBoundingClientRect();
            return element.checkVisibility() && element.type !== "radio"
                && (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight);
        }).map(element => element.outerHTML)"""
    )
    assert beyond == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_names_of_any_kind_are_quoted_in_the_code(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("docs")
    names = ["it's", 'say "no"', "a\\b", "größe", "$HOME `x`"]
    made = page.evaluate(
        """async names => {
            const {curlOf, pythonOf} = await import("/static/js/takeaway/code.js");
            const run = {id: "cat.0", image: "cat", model: "module:Net"};
            const items = names.map(name => ({file: "a.npy", path: "/layers/" + name, query: {},
                layer: name, options: {}}));
            return items.map(item => [pythonOf(run, item), curlOf(run, item, "http://x")]);
        }""",
        names,
    )
    for name, (code, shell) in zip(names, made, strict=True):
        assert "convscope.run(module, photo)" in code
        run = Mock()
        exec(code[code.index("run.save") :], {"run": run})
        run.save.assert_called_once_with("a.npy", layer=name)
        said = ["bash", "-euc", f'curl() {{ printf %s "$4"; }}\n{shell}']
        url = subprocess.run(said, capture_output=True, check=True).stdout.decode()
        assert url == f"http://x/api/v1/runs/cat.0/layers/{name}"
