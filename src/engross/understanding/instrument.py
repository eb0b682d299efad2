"""Read an amending instrument: what it amends, by whom and when, and what each of its sentences orders."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from engross.clauses.clause import Clause, Dated, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Insert, Instruction, NoEffect, NotExecutable, Operation, Restate, Target
from engross.problems import AmendmentRefused, Problem, Source
from engross.reading import plain
from engross.understanding import boilerplate
from engross.understanding.instruction import Understood, orders, understand
from engross.understanding.paragraphs import Paragraph, follows, new_text, paragraphs, style
from engross.understanding.places import UNKNOWN
from engross.understanding.tokens import tokens

Verdict = Literal["understood", "stem", "boilerplate", "no order", "not executable", "refused"]
_UNQUOTED = Problem(
    code="E049", severity="warning", what="the new text stands in no quotation marks; where it ends is inferred",
    remedy="compare the new text with the paper",
)  # fmt: skip
_FOLLOWS = re.compile(
    r"(?:follow(?:s|ing)?|replaced with|in lieu thereof|therefor|thereof|stead|place)\s*[:—–]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an instrument, and how it was understood.

    Args:
        id: Unique in the instrument.
        start: Where it begins in the source.
        end: Where it ends.
        words: Its own words, new text excluded.
        verdict: ``understood``; ``stem`` names a place for the sentences under it; ``boilerplate``, ``no order``
            order nothing; ``not executable`` orders a change whose words are not given; ``refused`` was not understood.
        place: The place it was read under.
        new_text: The new text it gives in following paragraphs, as it stands there.
        new_text_at: Where that begins and ends.
        operations: What it orders.
        problems: Why it was refused, or what is missing.
        document: The document it names or stands under; empty where none is named.
    """

    id: str
    start: int
    end: int
    words: str
    verdict: Verdict
    place: Target = field(default_factory=Target)
    new_text: str = ""
    new_text_at: tuple[int, int] | None = None
    operations: tuple[Operation, ...] = ()
    problems: tuple[Problem, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An amending instrument as read.

    Args:
        title: Its title.
        recitals: Its recitals, in order.
        amends: The document it amends, as it names it.
        authority: The provision it is made under, as cited.
        names: The names it defines, each with the words they stand for.
        parties: The persons it is made between, as named.
        dated: Its date.
        approved: Its approval.
        effect: When it takes effect.
        sentences: Every sentence of its body, in order.
        problems: What a person must look at, in order.
    """

    title: str = ""
    recitals: tuple[str, ...] = ()
    amends: str = ""
    authority: str = ""
    names: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    dated: Dated | None = None
    approved: Dated | None = None
    effect: Effect = field(default_factory=Effect)
    sentences: tuple[Sentence, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def instructions(self) -> tuple[Sentence, ...]:
        """The sentences that order something, understood or not."""
        return tuple(each for each in self.sentences if each.verdict in ("understood", "not executable", "refused"))

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in order."""
        return tuple(operation for each in self.sentences for operation in each.operations)

    def instrument(self, amends: str = "", *, id: str = "amendment", number: int = 0) -> Instrument:  # noqa: A002 - the model's word
        """Return the instrument that can be carried out.

        Args:
            amends: The id of the text it amends.
            id: Its own id.
            number: Its number in the order of instruments.

        Raises:
            AmendmentRefused: A sentence was not understood or cannot be carried out; every one is named.
        """
        faults = [problem for each in self.instructions for problem in each.problems if problem.severity == "error"]
        faults += [_not_executable(each) for each in self.instructions if each.verdict == "not executable"]
        if faults:
            raise AmendmentRefused(tuple(faults))
        clauses = tuple(
            Clause(id=each.id, text=" ".join(filter(None, (each.words, " ".join(each.new_text.split())))))
            for each in self.sentences
        )
        text = Text(root=Clause(id=id, children=clauses), kind="amendment", name=self.title)
        return Instrument(
            text=text,
            amends=amends,
            number=number,
            authority=self.authority,
            approved=self.approved,
            effect=self.effect,
            instructions=tuple(_instruction(each) for each in self.instructions),
        )


def _not_executable(sentence: Sentence) -> Problem:
    why = next((op.why for op in sentence.operations if isinstance(op, NotExecutable)), "")
    return Problem(code="E044", what=f"{sentence.words[:80]!r} cannot be carried out: {why}",
                   remedy="write the operation by hand from what the parties meant")  # fmt: skip


def _instruction(sentence: Sentence) -> Instruction:
    operations = tuple(
        _with_provisions(op, sentence.new_text)
        for op in sentence.operations
        if not isinstance(op, NoEffect | NotExecutable)
    )
    return Instruction(id=sentence.id, operations=operations, sentence=sentence.words, clause=sentence.id)


def _with_provisions(operation: Operation, raw: str) -> Operation:
    """Return an operation whose new provision is read into clauses, where it is a provision and not words."""
    if not isinstance(operation, Insert | Restate) or not operation.text:
        return operation
    target = operation.target
    if target.definition or target.sentences or target.paragraphs or target.part or target.other:
        return operation
    if isinstance(operation, Insert) and not operation.label:
        return operation
    whole = " ".join(raw.split())
    given = (
        raw.strip().strip('“”"') if operation.text in whole and len(whole) - len(operation.text) < 8 else operation.text
    )
    read = plain.provision(given)
    if not read or " ".join(" ".join(printed(clause).split()) for clause in read) != " ".join(given.split()):
        return operation
    return replace(operation, provisions=read)


def read_amendment(text: str | Text, *, file: str = "-") -> Reading:
    """Read an amending instrument.

    Args:
        text: Its words as filed, or as a text read already.
        file: What to call it in messages.

    Returns:
        What it says of itself, and every sentence with what it orders; a sentence that is not wholly understood
        orders nothing and says so.
    """
    source = text if isinstance(text, str) else printed(text)
    found = paragraphs(source)
    reader = _Reader(source, found, file)
    sentences = _each_to_its_document(tuple(reader.read()))
    head = boilerplate.head(found, next((each.start for each in sentences if each.verdict != "no order"), len(source)))
    problems = tuple(problem for each in sentences for problem in each.problems)
    if not any(each.verdict == "understood" for each in sentences):
        what = "no sentence of it orders a change that is understood"
        remedy = "an instrument that only agrees on an outcome changes no text"
        problems = (
            *problems,
            Problem(code="E045", what=what, remedy=remedy, severity="warning", source=Source(file=file)),
        )
    return Reading(
        title=head.title,
        recitals=head.recitals,
        amends=head.amends,
        authority=head.authority,
        names=head.names,
        parties=head.parties,
        dated=head.dated,
        approved=boilerplate.approval(found),
        effect=_effect(head, boilerplate.approval(found), found),
        sentences=sentences,
        problems=problems,
    )


def _each_to_its_document(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Say in the operations which document they change, where the instrument amends several."""
    named = [each.document for each in sentences if each.document and each.operations]
    if not named:
        return sentences
    first = named[0]

    def other(name: str) -> bool:
        ours, its = first.split(), name.split()
        short, long = sorted((ours, its), key=len)
        return (
            bool(its)
            and its[0].lower() != "this"
            and long[-len(short) :] != short
            and long[: len(short)] != short
            and short[0:1] != ["Original"]
        )

    return tuple(
        replace(each, operations=tuple(_of_document(op, each.document) for op in each.operations))
        if other(each.document)
        else each
        for each in sentences
    )


def _of_document(operation: Operation, document: str) -> Operation:
    return replace(operation, target=replace(operation.target, document=document))


def _effect(head: boilerplate.Head, approved: Dated | None, found: tuple[Paragraph, ...]) -> Effect:
    stated, condition = boilerplate.effect(found)
    if stated is None and not condition:
        known = approved or head.dated
        if known:
            stated = Dated(
                date=known.date, basis="inferred", source=f"{known.source}; the instrument names no day of effect"
            )
    return Effect(dated=stated, condition=condition)


class _Reader:
    """Go through the paragraphs once, with the places the sentences above speak of."""

    def __init__(self, source: str, found: tuple[Paragraph, ...], file: str) -> None:
        self.source, self.found, self.file = source, found, file
        self.above: list[tuple[str, Target]] = []
        self.document = ""
        self.seen: dict[tuple[str, str, str], str] = {}
        self.count = 0

    def read(self) -> Iterator[Sentence]:
        at = 0
        while at < len(self.found):
            paragraph = self.found[at]
            at += 1
            self._leave(paragraph.marker)
            if paragraph.marker:
                self.seen[style(paragraph.marker)] = paragraph.marker
            kind = boilerplate.kind(paragraph.words)
            if kind:
                yield self._sentence(paragraph, paragraph.words, "boilerplate")
                continue
            if not orders(paragraph.words):
                yield self._sentence(paragraph, paragraph.words, "no order")
                continue
            at += yield from self._orders(paragraph, at)

    def _leave(self, marker: str) -> None:
        """Forget the places of lists that this number is no longer under."""
        if not marker:
            return
        for depth, (above, _) in enumerate(self.above):
            if above and follows(marker, above):
                del self.above[depth:]
                return

    @property
    def place(self) -> Target:
        return self.above[-1][1] if self.above else Target()

    def _orders(self, paragraph: Paragraph, at: int) -> Iterator[Sentence]:
        """Read a paragraph that may order something; return how many paragraphs of new text it took."""
        words, inside = _own_words(paragraph.words)
        understood = understand(words, inside, self.place)
        if not understood.operations and understood.residue:
            pieces = list(_sentences(words))
            if len(pieces) > 1:
                return (yield from self._pieces(paragraph, pieces, inside, at))
        return (yield from self._one(paragraph, words, inside, at, understood))

    def _pieces(
        self, paragraph: Paragraph, pieces: list[str], inside: str | None, at: int
    ) -> Generator[Sentence, None, int]:
        taken = 0
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            if not orders(piece):
                yield self._sentence(paragraph, piece, (boilerplate.kind(piece) and "boilerplate") or "no order")
                continue
            given = inside if last else None
            understood = understand(piece, given, self.place)
            taken += yield from self._one(paragraph, piece, given, at if last else len(self.found), understood)
        return taken

    def _one(
        self, paragraph: Paragraph, words: str, inside: str | None, at: int, understood: Understood
    ) -> Generator[Sentence, None, int]:
        missing = any(problem.code == "E043" for problem in understood.problems)
        stem = bool(understood.operations) and all(
            isinstance(op, NoEffect) and op.kind == "stem" for op in understood.operations
        )
        taken, raw, span = 0, inside or "", None
        if missing or (stem and understood.place and understood.place.at):
            following = self.found[at:]
            stops = (*self.seen.values(), *(marker for marker, _ in self.above))
            taken = new_text(following, stops, self._is_own)
            if stem and taken and following and self._is_own(following[0]):
                taken = 0
            if not taken and missing and following and following[0].text.strip()[:1] in ("“", '"'):
                problem = Problem(code="E046", what="the new text is opened by a quotation mark that is never closed",
                                  remedy="say where the new text ends")  # fmt: skip
                understood = replace(understood, operations=(), problems=(problem,))
            if taken:
                span = (following[0].start, following[taken - 1].end)
                raw = "\n\n".join(each.text for each in following[:taken])
                again = understand(words, raw, self.place)
                if stem and not any(isinstance(op, Restate) for op in again.operations):
                    taken, raw, span = 0, "", None
                else:
                    understood, stem = again, False
                    if taken > 1 and not raw.strip().startswith(("“", '"')):
                        understood = replace(understood, problems=(*understood.problems, _UNQUOTED))
        if not understood.operations and not stem and words.rstrip().endswith((":", "by", "amended", "—", "-")):
            self.above.append((paragraph.marker, Target(at=UNKNOWN)))
        if understood.document and stem:
            self.document = understood.document
        if understood.place is not None and stem:
            self.above.append((paragraph.marker, understood.place))
        yield self._verdict(paragraph, words, understood, raw, span, stem=stem)
        return taken

    def _is_own(self, paragraph: Paragraph) -> bool:
        """Say whether a paragraph is the instrument's own: an order it gives, or one of its closing provisions."""
        if boilerplate.kind(paragraph.words):
            return True
        if not orders(paragraph.words):
            return False
        understood = understand(_own_words(paragraph.words)[0], None, self.place)
        return bool(understood.operations) or any(problem.code == "E042" for problem in understood.problems)

    def _verdict(  # noqa: PLR0913 - the parts of one sentence
        self,
        paragraph: Paragraph,
        words: str,
        understood: Understood,
        raw: str,
        span: tuple[int, int] | None,
        *,
        stem: bool,
    ) -> Sentence:
        operations = understood.operations
        verdict: Verdict = "understood"
        if stem:
            verdict = "stem"
        elif any(problem.severity == "error" for problem in understood.problems) or not operations:
            verdict, operations = "refused", ()
        elif any(isinstance(op, NotExecutable) for op in operations):
            verdict = "not executable"
        elif all(isinstance(op, NoEffect) for op in operations):
            verdict = "boilerplate"
        sentence = self._sentence(paragraph, words, verdict)
        problems = tuple(replace(problem, source=self._source(paragraph)) for problem in understood.problems)
        document = understood.document or self.document
        return replace(
            sentence, document=document, operations=operations, new_text=raw, new_text_at=span, problems=problems
        )

    def _source(self, paragraph: Paragraph) -> Source:
        line = self.source.count("\n", 0, paragraph.start) + 1
        return Source(file=self.file, line=line, excerpt=paragraph.text.splitlines()[0][:120])

    def _sentence(self, paragraph: Paragraph, words: str, verdict: Verdict) -> Sentence:
        self.count += 1
        return Sentence(
            id=f"s{self.count}",
            start=paragraph.start,
            end=paragraph.end,
            words=words,
            verdict=verdict,
            place=self.place,
        )


def _own_words(words: str) -> tuple[str, str | None]:
    """Part "… to read as follows: The Term is …" between the instrument's own words and the new text it runs on with."""
    depth = 0
    line = tokens(words)
    for number, token in enumerate(line[:-1]):
        if token.kind in (":", "—") and depth == 0:
            if not _FOLLOWS.search(words[: token.end][-24:]):
                continue
            following = line[number + 1]
            if following.kind == "QUOTE" and number + 2 >= len(line) - 1:
                return words, None
            rest = words[token.end :].strip()
            if orders(rest) and understand(rest, None, Target()).operations:
                return words, None
            if following.kind in ("LABEL",) and orders(rest):
                return words, None
            return words[: token.end], rest
    return words, None


def _sentences(words: str) -> Iterator[str]:
    """Part a paragraph into sentences; a full stop inside a quotation or parentheses ends none."""
    line = tokens(words)
    start = 0
    for token, following in zip(line, line[1:], strict=False):
        if (
            token.kind == "."
            and following.text[:1].isupper()
            and following.kind in ("WORD", "QUOTE")
            and token.start > start + 3
        ):
            piece = words[start : token.end].strip()
            if len(piece.split()) > 2:
                yield piece
                start = token.end
    if words[start:].strip():
        yield words[start:].strip()


__all__ = ["Reading", "Sentence", "read_amendment"]
