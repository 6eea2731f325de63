"""scripts/setup: what it installs and when, and the one sentence for each way it can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_machine import FakeMachine

CPU_INDEX = "--index-url https://download.pytorch.org/whl/cpu"


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


def refusal(machine: FakeMachine, *arguments: str, **environment: str) -> str:
    """The one line on standard error with which the set-up stops."""
    answer = machine.setup(*arguments, **environment)
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    return answer.stderr


def succeed(machine: FakeMachine, *arguments: str, **environment: str) -> str:
    answer = machine.setup(*arguments, **environment)
    assert (answer.stderr, answer.returncode) == ("", 0)
    return answer.stdout


def test_the_first_time_it_says_what_it_does(machine):
    said = succeed(machine)
    assert "Making the virtual environment .venv with Python 3.11.7 ..." in said
    assert "Installing PyTorch and the rest: about 3 GB the first time, several minutes" in said
    assert machine.pip_calls() == ["--editable ."]


def test_a_set_up_that_is_right_asks_python_nothing(machine):
    succeed(machine)
    assert succeed(machine) == ""
    assert machine.calls() == []


def test_the_tests_bring_the_runtime_along(machine):
    succeed(machine, "test")
    assert machine.pip_calls() == ["--editable .[test]"]
    assert succeed(machine, "runtime") == ""
    assert machine.calls() == []


def test_more_parts_go_into_the_same_environment(machine):
    succeed(machine)
    assert succeed(machine, "lint") == 'Bringing .venv up to date for "lint" ...\n'
    assert machine.calls("-m venv") == []
    assert machine.pip_calls() == ["--editable .[lint]"]


def test_another_pyproject_is_installed_again(machine):
    succeed(machine)
    with (machine.checkout / "pyproject.toml").open("a") as file:
        file.write("# more\n")
    succeed(machine)
    assert machine.pip_calls() == ["--editable ."]
    assert machine.calls("-m venv") == []


def test_a_checkout_that_moved_is_installed_again(machine):
    succeed(machine)
    machine.checkout = machine.checkout.rename(machine.home / "elsewhere")
    succeed(machine)
    assert machine.pip_calls() == ["--editable ."]


def test_an_environment_whose_python_is_gone_is_made_anew(machine):
    succeed(machine)
    (machine.checkout / ".venv/bin/python").unlink()
    succeed(machine)
    assert len(machine.calls("-m venv")) == 1


def test_an_installation_that_failed_is_tried_again(machine):
    machine.mark("pip-fails", "ERROR: no such thing\n")
    refusal(machine)
    (machine.home / "pip-fails").unlink()
    succeed(machine)
    assert machine.pip_calls() == ["--editable ."]


def test_the_cpu_build_comes_from_its_own_index_first(machine):
    assert "PyTorch (CPU build)" in succeed(machine, TORCH="cpu")
    assert machine.pip_calls() == [f"{CPU_INDEX} torch torchvision", "--editable ."]


def test_the_cpu_build_is_kept_to(machine):
    succeed(machine, TORCH="cpu")
    assert succeed(machine) == ""
    succeed(machine, "test")
    assert machine.pip_calls() == [f"{CPU_INDEX} torch torchvision", "--editable .[test]"]


def test_another_build_is_put_into_a_fresh_environment(machine):
    succeed(machine, TORCH="cpu")
    succeed(machine, TORCH="default")
    assert len(machine.calls("-m venv")) == 1
    assert machine.pip_calls() == ["--editable ."]


def test_without_the_cpu_index_the_old_environment_stays(machine):
    succeed(machine)
    machine.mark("cpu-index-is-away")
    assert "leave TORCH=cpu out" in refusal(machine, TORCH="cpu")
    assert succeed(machine) == ""


@pytest.mark.parametrize("broken", ["missing", "old"])
def test_without_a_python_it_says_which_were_looked_for(machine, broken):
    if broken == "missing":
        (machine.bin / "python3").unlink()
    else:
        machine.mark("python-is-old")
    said = refusal(machine)
    assert said.startswith("Convscope needs Python 3.11 or newer")
    assert "python3, python3.11, python3.12, python3.13, python3.14 were looked for" in said


def test_a_newer_python_beside_an_old_one_is_found(machine):
    (machine.bin / "python3").rename(machine.bin / "python3.13")
    machine.command("python3", "#!/usr/bin/env bash\nexit 1\n")
    succeed(machine)
    assert machine.pip_calls() == ["--editable ."]


def test_a_missing_venv_module_is_named_with_its_package(machine):
    machine.mark("venv-is-missing")
    assert "`sudo apt-get install python3.11-venv`" in refusal(machine)


def test_root_gets_the_venv_module_installed(machine):
    machine.become_root_of_debian()
    machine.mark("venv-is-missing")
    assert "Installing Debian's package python3.11-venv ..." in succeed(machine)
    assert machine.calls("apt-get") == ["apt-get update", "apt-get install -y python3.11-venv"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\nERROR: none\n",
            "The package index cannot be reached: check the network connection and try again",
        ),
        ("ERROR: [Errno 28] No space left on device\n", "The disk is full"),
        ("  ERROR: no matching thing\n", "pip failed: ERROR: no matching thing"),
    ],
)
def test_pips_failure_becomes_one_sentence(machine, words, sentence):
    machine.mark("pip-fails", words)
    said = refusal(machine)
    assert sentence in " ".join(said.split())
    assert ".venv/pip.log" in said
    assert (machine.checkout / ".venv/pip.log").read_text() == words


def test_pips_silent_failure_is_no_success(machine):
    machine.mark("pip-fails")
    assert "pip failed" in refusal(machine)


def test_an_unknown_part_is_refused(machine):
    assert '"everything"' in refusal(machine, "everything")


def test_an_unknown_build_of_torch_is_refused(machine):
    assert refusal(machine, TORCH="gpu").startswith("TORCH=gpu is unknown: say TORCH=cpu")
