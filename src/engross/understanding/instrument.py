"""Read an amending instrument: what it amends, by whom and when, and what each of its sentences orders."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import pairwise

from engross.clauses.clause import Dated, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Effect
from engross.instruments.operations import NoEffect, NotExecutable, Operation, Restate, Target
from engross.problems import Problem, Source
from engross.understanding import boilerplate, certain
from engross.understanding.instruction import Understood, opens_as_order, orders, understand
from engross.understanding.paragraphs import Paragraph, follows, new_text, open_quotation, paragraphs, style
from engross.understanding.payload import with_marks_of_its_own
from engross.understanding.places import UNKNOWN
from engross.understanding.readings import Reading, Sentence, Verdict
from engross.understanding.tokens import tokens

_UNQUOTED = Problem(
    code="E289", severity="warning", what="the new text stands in no quotation marks; where it ends is inferred",
    remedy="compare the new text with the paper",
)  # fmt: skip
_BROKEN_OFF = Problem(
    code="E286", what="the new text stands in no quotation marks and breaks off", remedy="say where it ends",
)  # fmt: skip
_FOLLOWS = re.compile(
    r"(?:follow(?:s|ing)?|replaced with|in lieu thereof|therefor|thereof|stead|place)\s*[:—–]", re.IGNORECASE
)


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
            Problem(code="E285", what=what, remedy=remedy, severity="warning", source=Source(file=file)),
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
        self.seen: dict[tuple[str, ...], str] = {}
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

    def _orders(self, paragraph: Paragraph, at: int) -> Generator[Sentence, None, int]:
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
        missing = any(problem.code == "E283" for problem in understood.problems)
        stem = bool(understood.operations) and all(
            isinstance(op, NoEffect) and op.kind == "stem" for op in understood.operations
        )
        taken, raw, span = 0, inside or "", None
        if inside is not None and understood.operations:
            taken = self._rest(inside, at)
            if taken:
                raw = "\n\n".join([inside, *(each.text for each in self.found[at : at + taken])])
                understood = understand(words, raw, self.place)
            understood = _unquoted(understood, raw, taken)
        elif missing or (stem and understood.place and understood.place.at):
            following = self.found[at:]
            stops = (*self.seen.values(), *(marker for marker, _ in self.above))
            taken = new_text(following, stops, self._is_own)
            if stem and taken and following and self._is_own(following[0]):
                taken = 0
            if not taken and missing and following and following[0].text.strip()[:1] in ("“", '"'):
                problem = Problem(code="E286", what="the new text is opened by a quotation mark that is never closed",
                                  remedy="say where the new text ends")  # fmt: skip
                understood = replace(understood, operations=(), problems=(problem,))
            if taken:
                span = (following[0].start, following[taken - 1].end)
                raw = with_marks_of_its_own("\n\n".join(each.text for each in following[:taken]))
                again = understand(words, raw, self.place)
                if stem and not any(isinstance(op, Restate) for op in again.operations):
                    taken, raw, span = 0, "", None
                else:
                    understood, stem = again, False
                    if not raw.strip().startswith(("“", '"')):
                        understood = _unquoted(understood, raw, taken)
        understood = self._certain(understood, raw, paragraph, at, taken)
        if not understood.operations and not stem and words.rstrip().endswith((":", "by", "amended", "—", "-")):
            self.above.append((paragraph.marker, Target(at=UNKNOWN)))
        if understood.document and stem:
            self.document = understood.document
        if understood.place is not None and stem:
            self.above.append((paragraph.marker, understood.place))
        yield self._verdict(paragraph, words, understood, raw, span, stem=stem)
        return taken

    def _rest(self, inside: str, at: int) -> int:
        """Return how many paragraphs below belong to a quotation that opens behind an order and is still open there."""
        whole = inside
        for taken, paragraph in enumerate((None, *self.found[at:])):
            whole += "\n" + paragraph.text if paragraph else ""
            if not open_quotation(whole):
                return taken
        return 0

    def _certain(self, understood: Understood, raw: str, paragraph: Paragraph, at: int, taken: int) -> Understood:
        """Return a reading that orders nothing where its new text is not certain."""
        if not raw or not understood.operations:
            return understood
        last = self.found[at + taken - 1] if taken else paragraph
        filed = self.source[(self.found[at] if taken else paragraph).start : last.end]
        fault = certain.fault(understood.operations, raw, filed, self.found[at + taken :])
        return replace(understood, operations=(), problems=(fault,)) if fault else understood

    def _is_own(self, paragraph: Paragraph) -> bool:
        """Say whether a paragraph is the instrument's own: an order it gives, or one of its closing provisions."""
        if boilerplate.kind(paragraph.words):
            return True
        if not orders(paragraph.words):
            return False
        if opens_as_order(paragraph.words):
            return True
        understood = understand(_own_words(paragraph.words)[0], None, self.place)
        return bool(understood.operations) or any(problem.code == "E282" for problem in understood.problems)

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


def _unquoted(understood: Understood, raw: str, taken: int) -> Understood:
    """Return a reading with a word on new text that no quotation marks bound: one that breaks off is refused."""
    item = any(operation.target.at.endswith(")") for operation in understood.operations)
    ends = r"[.;!?”\"')\]]\s*(?:and|or)?\s*$" if item else r"[.!?”\"')\]]\s*$"
    if re.search(ends, raw) or len(raw.split()) < 12:
        return replace(understood, problems=(*understood.problems, _UNQUOTED)) if taken > 1 else understood
    return replace(understood, operations=(), problems=(_BROKEN_OFF,))


def _own_words(words: str) -> tuple[str, str | None]:
    """Part "… to read as follows: The Term is …" between the order and the new text it runs on with."""
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
            if following.kind == "LABEL" and orders(rest):
                return words, None
            return words[: token.end], rest
    return words, None


def _sentences(words: str) -> Iterator[str]:
    """Part a paragraph into sentences; a full stop inside a quotation or parentheses ends none."""
    line = tokens(words)
    start = 0
    for token, following in pairwise(line):
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
