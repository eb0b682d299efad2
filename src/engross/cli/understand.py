"""``engross understand``: which operations an amendment's sentences order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from engross.cli import options
from engross.cli.terminal import FINDINGS, refuse, say
from engross.problems import InputError, Problem, Source

if TYPE_CHECKING:
    from engross.understanding.instrument import Reading


@click.command()
@click.argument("file", default="-")
@options.json_output
@click.option("--jsonl", is_flag=True, help="Read instructions and print operations, one JSON object a line.")
def command(file: str, *, as_json: bool, jsonl: bool) -> None:
    """Show which operations an amendment's sentences order.

    FILE is an amending instrument as plain text or DOCX, or `-` for the standard input. Every sentence is shown with
    what it orders; one that is not wholly understood orders nothing and is named. Ends with 1 if there is any.

    \b
    Examples:
      engross understand amendment.txt
      engross understand amendment.txt --json > operations.json
      echo '{"id": "1", "instruction": "Section 5 is deleted.", "payload": null}' | engross understand --jsonl
    """
    if jsonl:
        _lines(file)
        return
    from engross.understanding.instrument import read_amendment

    reading = read_amendment(words_of(file), file=file)
    if as_json:
        click.echo(json.dumps(_as_json(reading), ensure_ascii=False, indent=2))
    else:
        _print(reading)
    say(*reading.problems)
    if any(problem.severity != "info" for problem in reading.problems):
        raise click.exceptions.Exit(FINDINGS)


def words_of(file: str) -> str:
    """Read the words of a paper; of a Word document its text."""
    from engross.clauses.words import printed
    from engross.reading.docx import read_docx_bytes
    from engross.reading.filed import decode, is_word
    from engross.reading.files import read_bytes

    content = read_bytes(file)
    words = printed(read_docx_bytes(content, file=file).text) if is_word(content, file) else decode(content, file)
    if not words.strip():
        what, remedy = "there is nothing in the file", "write it, or name another"
        raise InputError((Problem(code="E004", what=what, remedy=remedy, source=Source(file=file)),))
    return words


def _lines(file: str) -> None:
    from engross.instruments.interchange import to_json
    from engross.understanding.instruction import understand

    for number, case in _cases(file):
        understood = understand(*_instruction(case, number, file))
        problems = [str(problem) for problem in understood.problems]
        found = {"id": case.get("id"), "ops": [to_json(op) for op in understood.operations], "problems": problems}
        click.echo(json.dumps(found, ensure_ascii=False))


def _instruction(case: dict[str, Any], number: int, file: str) -> tuple[str, str | None, str | list[str] | None]:
    instruction, payload, context = case.get("instruction"), case.get("payload"), case.get("context")
    whole = isinstance(context, list) and all(isinstance(each, str) for each in context)
    if (
        not isinstance(instruction, str)
        or not isinstance(payload, str | None)
        or not (whole or isinstance(context, str | None))
    ):
        raise refuse(
            "E280", f"line {number} of {file} is no instruction", 'write {"id", "context", "instruction", "payload"}'
        )
    return instruction, payload, context


def _cases(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    from engross.reading.files import decode, read_bytes

    # bytes, line by line: a pipe is answered as it goes, and the terminal's own encoding is no matter
    lines = sys.stdin.buffer if file == "-" else read_bytes(file).split(b"\n")
    for number, coded in enumerate(lines, 1):
        line = decode(coded, file)
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as fault:
            raise refuse("E280", f"line {number} of {file} is no JSON: {fault}", "write one object a line") from fault
        if not isinstance(case, dict):
            raise refuse("E280", f"line {number} of {file} is no object", "write one object a line")
        yield number, case


def _as_json(reading: Reading) -> dict[str, Any]:
    from engross.instruments.interchange import to_json

    return {
        "title": reading.title,
        "amends": reading.amends,
        "authority": reading.authority,
        "recitals": list(reading.recitals),
        "names": [{"name": name, "stands_for": words} for name, words in reading.names],
        "parties": list(reading.parties),
        "dated": _day(reading.dated),
        "approved": _day(reading.approved),
        "effect": {"date": _day(reading.effect.dated), "condition": reading.effect.condition},
        "sentences": [
            {
                "id": each.id,
                "span": [each.start, each.end],
                "sentence": each.words,
                "verdict": each.verdict,
                "document": each.document,
                "new_text": each.new_text or None,
                "new_text_span": each.new_text_at,
                "ops": [to_json(op) for op in each.operations],
                "problems": [problem.what for problem in each.problems],
            }
            for each in reading.sentences
        ],
    }


def _day(dated: Any) -> dict[str, str] | None:
    return {"date": dated.date.isoformat(), "basis": dated.basis, "source": dated.source} if dated else None


def _print(reading: Reading) -> None:
    from engross.cli.terminal import visible
    from engross.understanding.prose import sentence

    click.echo(visible(f"{reading.title or 'An amending instrument'}\n  amends: {reading.amends or 'not named'}"))
    for each in reading.sentences:
        if each.verdict in ("no order", "boilerplate"):
            continue
        click.echo(visible(f"\n{each.words}"))
        click.echo(f"  {each.verdict}")
        for operation in each.operations:
            click.echo(visible(f"  -> {sentence(operation, reading.called(each))}"))


__all__ = ["command"]
