"""The manifest of a run: what it was made from, by which versions, and what came out, each by its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from engross.problems import InputError, Problem, Source

NAME = "manifest.json"
FONTS = "Libertinus Serif and DejaVu Sans Mono as bundled with typst"
MAKERS = ("engross", "typst", "pypdf", "lxml", "docxtpl", "jinja2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run was made from and what it made.

    Args:
        inputs: SHA-256 by path, relative to the project.
        outputs: SHA-256 by path, relative to the output folder.
        texts: Each text with the amendments it has taken in.
        versions: Of engross and of what makes the papers.
        forced: By grant, the codes of what should have stopped its packet and was let through by ``--force``.
    """

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    forced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def written(self) -> bytes:
        """Return it as a file: JSON, sorted, the same bytes for the same run."""
        whole = {
            "manifest": 1,
            "versions": dict(self.versions),
            "texts": dict(self.texts),
            "inputs": dict(self.inputs),
            "outputs": dict(self.outputs),
            **({"forced": {grant: list(codes) for grant, codes in self.forced.items()}} if self.forced else {}),
        }
        return (json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: str | Path) -> str:
    """Return the SHA-256 of a file; empty where there is none.

    Raises:
        InputError: It cannot be read.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a batch asks for 100,000 paths that are strings already
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        source = Source(file=str(path))
        if Path(path).is_dir():
            raise InputError(
                (Problem(code="E002", what="it is a folder", remedy="name a file in it", source=source),)
            ) from error
        what = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise InputError((Problem(code="E003", what=what, remedy="look at the disk", source=source),)) from error


def makers() -> dict[str, str]:
    """Return the versions of engross and of what makes the papers, and the fonts."""
    found = {"fonts": FONTS}
    for name in MAKERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


def read_manifest(path: Path) -> Manifest | None:
    """Return the manifest of an earlier run; None where there is none that can be read.

    A damaged manifest is as good as none: the hashes of files decide what is made anew.
    """
    try:
        whole: Any = json.loads(path.read_bytes())
        parts = [whole[key] for key in ("inputs", "outputs", "texts", "versions")]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(isinstance(part, dict) for part in parts):
        return None
    inputs, outputs, texts, versions = parts
    marks: Any = whole.get("forced")
    forced = {grant: tuple(codes) for grant, codes in marks.items()} if isinstance(marks, dict) else {}
    return Manifest(inputs=inputs, outputs=outputs, texts=texts, versions=versions, forced=forced)


def changed_inputs(before: Manifest, now: Manifest) -> tuple[str, ...]:
    """Return in words which inputs and versions differ from an earlier run's."""
    told = []
    for kind, old, new in (
        ("", before.inputs, now.inputs),
        ("", before.texts, now.texts),
        ("version of ", before.versions, now.versions),
    ):
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                what = "changed" if name in old and name in new else "is new" if name in new else "is gone"
                told.append(f"{kind}{name} {what}")
    return tuple(told)
