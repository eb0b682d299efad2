"""Put what a run made into its folder: unchanged files left alone, a person's own work kept, the manifest last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engross.paper import files
from engross.paper.manifest import NAME, Manifest, changed_inputs, digest, digest_of, read_manifest
from engross.problems import InputError, OutputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of each file.

    Args:
        folder: The output folder.
        written: Made or made anew.
        kept: Unchanged, not touched.
        removed: Made by an earlier run and no longer wanted.
        problems: What should be known; warnings.
    """

    folder: Path
    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How to treat what stands in the folder.

    Args:
        overwrite: True writes over files that a person changed or put there.
        dry_run: True only says what would be done.
        locking: False goes without the kernel's lock.
        partial: True makes a part of the papers; the others of an earlier run stay.
    """

    overwrite: bool = False
    dry_run: bool = False
    locking: bool = True
    partial: bool = False


_NOTHING = Manifest(inputs={}, outputs={})


def publish(
    folder: Path,
    outputs: Mapping[str, bytes],
    manifest: Manifest,
    *,
    rules: Rules = Rules(),
    inputs_now: Callable[[], Mapping[str, str]] | None = None,
) -> Published:
    """Bring a folder to hold what a run made.

    Args:
        folder: The output folder.
        outputs: Contents by path relative to it.
        manifest: Of the run; its outputs are filled in here.
        rules: How to treat what stands there.
        inputs_now: Hashes the inputs again at the end, for an input may be edited while the run goes on.

    Raises:
        BusyError: Another run writes there.
        InputError: An input changed during the run (E144); the manifest is not written.
        InputError: A part alone is made, and inputs changed since the whole was (E145).
        OutputError: A file that is not ours stands where one must go (E131), or was changed by hand (E143), or the
            folder cannot be written.
    """
    if rules.dry_run:
        return _published(folder, outputs, _Plan.of(folder, outputs, _before(folder, manifest, rules).outputs, rules))
    with files.lock(folder, locking=rules.locking):
        before = _before(folder, manifest, rules)
        plan = _Plan.of(folder, outputs, before.outputs, rules)
        others = before if rules.partial else _NOTHING
        done = replace(
            manifest,
            outputs={**others.outputs, **{path: digest(content) for path, content in outputs.items()}},
            forced={**others.forced, **manifest.forced},
        ).written()
        with files.Writer(folder=folder) as writer:
            for path in plan.write:
                writer.put(path, outputs[path])
        for path in plan.remove:
            files.remove(folder / path)
        _unchanged(manifest.inputs, inputs_now)
        if digest_of(folder / NAME) != digest(done):
            files.write(folder / NAME, done)
    return _published(folder, outputs, plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What to do with each file."""

    write: tuple[str, ...]
    remove: tuple[str, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, folder: Path, outputs: Mapping[str, bytes], ours: Mapping[str, str], rules: Rules) -> _Plan:
        """Compare what stands in the folder with what the run made.

        Raises:
            OutputError: Files that are not ours, or that a person changed, stand in the way; all are named.
        """
        write, faults = [], list[Problem]()
        for path, content in outputs.items():
            now = digest_of(folder / path)
            if now == digest(content):
                continue
            if now and now != ours.get(path) and not rules.overwrite:
                faults.append(_in_the_way(folder / path, known=path in ours))
            write.append(path)
        if faults:
            raise OutputError(tuple(faults))
        stale = [] if rules.partial else [path for path in ours if path not in outputs and digest_of(folder / path)]
        edited = [path for path in stale if digest_of(folder / path) != ours[path]]
        return cls(
            write=tuple(write),
            remove=tuple(path for path in stale if path not in edited),
            problems=tuple(_left(folder / path) for path in edited),
        )


def _before(folder: Path, manifest: Manifest, rules: Rules) -> Manifest:
    """Return what an earlier run made."""
    before = read_manifest(folder / NAME)
    if before is None:
        return _NOTHING
    if rules.partial and (changed := changed_inputs(before, manifest)):
        what = f"since everything was made, {', '.join(changed)}"
        raise InputError((Problem(code="E145", what=what, remedy="build everything: `engross build`"),))
    return before


def _in_the_way(path: Path, *, known: bool) -> Problem:
    if known:
        what = f"{path} was changed by hand since it was made"
        return Problem(
            code="E143", what=what, remedy="keep it under another name, or say `--overwrite` to write over it"
        )
    what = f"{path} was not made by engross"
    return Problem(code="E131", what=what, remedy="move it away, or say `--overwrite` to write over it")


def _left(path: Path) -> Problem:
    what = f"{path} is no longer made, and was changed by hand; it was left"
    return Problem(code="W143", what=what, remedy="remove it if it is not needed", severity="warning")


def _published(folder: Path, outputs: Mapping[str, bytes], plan: _Plan) -> Published:
    written = set(plan.write)
    return Published(
        folder=folder,
        written=plan.write,
        kept=tuple(path for path in outputs if path not in written),
        removed=plan.remove,
        problems=plan.problems,
    )


def _unchanged(before: Mapping[str, str], inputs_now: Callable[[], Mapping[str, str]] | None) -> None:
    """Refuse to call a run done whose inputs changed under it."""
    now = inputs_now() if inputs_now else before
    changed = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
    if changed:
        what = f"{', '.join(changed)} changed while the papers were made"
        raise InputError((Problem(code="E144", what=what, remedy="run again; no manifest was written"),))
