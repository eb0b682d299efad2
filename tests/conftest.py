"""What the tests share: where the real documents lie, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ENGROSS_SHARED", ROOT.parent / "shared"))

settings.register_profile("ci", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents that lie beside a developer's checkout; a user's clone has none."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared documents at {SHARED}")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--reset``: golden files are written anew, to be read by eye before they are committed."""
    parser.addoption("--reset", action="store_true", help="write golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a result against the golden file of a name, or write that file anew with ``--reset``."""

    def hold(name: str, actual: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if request.config.getoption("--reset"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(actual, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == actual

    return hold
