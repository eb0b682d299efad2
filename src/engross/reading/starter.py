"""The files a new project begins with: a small made-up plan that works from the first minute."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from engross.reading.emit import quoted

_NAME = "name: A new project\n"


def new_project(name: str = "") -> dict[str, str]:
    """Return the files of a new project by their path in its folder, engross.yaml last.

    The words are made up for this purpose. With engross.yaml written last, a folder is no project before it is whole.

    Args:
        name: What the project is called.
    """
    found = dict(_texts(files("engross.reading") / "starter", ""))
    found[".gitignore"] = found.pop("gitignore")
    project = found.pop("engross.yaml")
    if name:
        project = project.replace(_NAME, f"name: {quoted(name)}\n")
    return {**dict(sorted(found.items())), "engross.yaml": project}


def _texts(folder: Traversable, path: str) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    for each in folder.iterdir():
        if each.is_dir():
            texts += _texts(each, f"{path}{each.name}/")
        elif each.name.endswith((".yaml", "gitignore")):
            texts.append((f"{path}{each.name}", each.read_text(encoding="utf-8")))
    return texts
