"""Dockerfile and compose.yaml, read as far as that goes without Docker."""

import re
import shlex
from itertools import pairwise
from typing import Any

import pytest
import yaml

import settings
from tests.crawling import ROOT

DOCKERFILE = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text("utf-8"))
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
STEPS = [
    (line.split(None, 1)[0], line.split(None, 1)[1].strip())
    for line in DOCKERFILE.splitlines()
    if line.strip() and not line.startswith("#")
]
COMMANDS = [each.get("command") for each in SERVICES.values()] + [
    yaml.safe_load(value) for step, value in STEPS if step == "CMD"
]


def test_what_is_copied_is_there_and_nothing_else_is_sent() -> None:
    copied = [word for step, value in STEPS if step == "COPY" for word in shlex.split(value)[:-1]]
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    assert {line[1:] for line in ignore if line.startswith("!")} == set(copied)


def test_the_base_is_named_and_the_packages_are_locked() -> None:
    images = [value for step, value in STEPS if step == "FROM"]
    images += [each["image"] for each in SERVICES.values() if "image" in each]
    assert all(re.fullmatch(r"[a-z]+:\d[\w.]*-[a-z-]+", image) for image in images), images
    installs = [value for step, value in STEPS if step == "RUN" and "pip install" in value]
    assert all("--require-hashes -r requirements.txt" in each for each in installs)
    assert len(installs) == 1


def test_it_does_not_run_as_root_and_tells_its_health() -> None:
    names = [step for step, _ in STEPS]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert [value for step, value in STEPS if step == "USER"] == ["warta"]
    assert "HEALTHCHECK" in names
    assert "healthcheck" in SERVICES["database"]


@pytest.mark.parametrize("words", [words for words in COMMANDS if words])
def test_its_commands_and_settings_exist(words: list[str]) -> None:
    assert (ROOT / "scrapers" / "commands" / f"{words[0]}.py").exists()
    for before, word in pairwise(words):
        assert before != "-s" or hasattr(settings, word.partition("=")[0])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_holds_no_secret_and_opens_no_port_to_the_world(name: str) -> None:
    service = SERVICES[name]
    for key, value in service["environment"].items():
        if re.search("PASSWORD|TOKEN|SECRET", key):
            assert value.startswith("${"), key
        assert not re.search(r"://[^/]*:[^/]*@", value), key
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    for volume in service.get("volumes", []):
        source = volume.partition(":")[0]
        assert source in COMPOSE["volumes"] or (ROOT / source).exists()
    for other in service.get("depends_on", {}):
        assert other in SERVICES
    if "build" in service:
        assert (ROOT / service["build"] / "Dockerfile").exists()
        assert service["cap_drop"] == ["ALL"]
