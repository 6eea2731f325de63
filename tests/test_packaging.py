"""The wheel: what it carries, that it serves without the checkout, and the wall to the web."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

import convscope

ROOT = Path(__file__).parents[1]
IN_WHEEL = {
    "convscope": "convscope",
    "app": "convscope/web/app",
    "static": "convscope/web/static",
    "templates": "convscope/web/templates",
}
WEB_PACKAGES = (
    "fastapi", "starlette", "uvicorn", "jinja2", "pydantic", "pydantic_settings", "multipart",
    "python_multipart", "prometheus_client", "fastapi_offline", "httpx", "app",
)  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel, and nothing else, was installed."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index"]
    command += ["--disable-pip-version-check", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def sources(folder: str) -> set[str]:
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in files
        if "__pycache__" not in path.parts
    }


def read(wheel: Path, ending: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(ending))
        return archive.read(name).decode()


def run_installed(installed: Path, *arguments: str) -> subprocess.Popen[str]:
    """Python with the installed wheel before everything else, away from the checkout."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "CONVSCOPE_DATA": str(installed.parent / "data"),
    }
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        cwd=installed,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_only_convscope_lands_at_the_top(wheel):
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"convscope", f"convscope-{convscope.__version__}.dist-info"}


@pytest.mark.parametrize(("folder", "place"), IN_WHEEL.items())
def test_every_source_is_carried(wheel, folder, place):
    carried = {
        name.removeprefix(f"{place}/") for name in names(wheel) if name.startswith(f"{place}/")
    }
    if folder == "convscope":
        carried = {name for name in carried if not name.startswith("web/")}
    assert carried == sources(folder)


def test_the_console_script_and_the_licence_are_there(wheel):
    assert "convscope = convscope.cli:main" in read(wheel, ".dist-info/entry_points.txt")
    assert read(wheel, "licenses/LICENSE") == (ROOT / "LICENSE").read_text()


def test_the_version_is_the_packages_own(wheel):
    assert f"\nVersion: {convscope.__version__}\n" in read(wheel, ".dist-info/METADATA")


def test_an_installed_wheel_serves_its_own_page(installed):
    with run_installed(installed, "-m", "convscope.cli", "serve", "--port", "0") as server:
        said = server.stdout.readline()
        try:
            address = said.split()[3]
            for path in ("/", "/static/favicon.svg"):
                with urllib.request.urlopen(f"{address}{path}", timeout=120) as answer:
                    assert answer.status == 200
        finally:
            server.terminate()
            server.communicate(timeout=120)


def test_an_installed_wheel_uses_the_app_inside_it(installed):
    code = (
        "import sys\n"
        "from convscope.serving import web_folder\n"
        "sys.path.insert(0, str(web_folder()))\n"
        "import app, convscope\n"
        "print(convscope.__file__, app.__file__)"
    )
    with run_installed(installed, "-c", code) as python:
        out, err = python.communicate(timeout=120)
    assert err == ""
    assert out.split() == [
        str(installed / "convscope" / "__init__.py"),
        str(installed / "convscope" / "web" / "app" / "__init__.py"),
    ]


def test_the_instrument_imports_without_any_web_package():
    code = f"""
import importlib, pkgutil, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {WEB_PACKAGES!r}:
            raise ImportError(f"{{name}} is of the web")

sys.meta_path.insert(0, Wall())
import convscope
for module in pkgutil.walk_packages(convscope.__path__, "convscope."):
    if module.name != "convscope.serving":
        importlib.import_module(module.name)
        print(module.name)
"""
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.stderr == ""
    assert {"convscope.runs", "convscope.cli", "convscope.render"} <= set(answer.stdout.split())
