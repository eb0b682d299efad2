"""The new text an instruction gives, freed of the marks that only wrap it and parted into its provisions."""

from __future__ import annotations

import re

from engross.clauses import labels

OPENING, CLOSING = "“\"'‘`", "”\"'’"
_TERM = re.compile(
    r"[“\"'‘`]{1,3}\s?(?P<term>[^”\"’“]{1,120}?)[,.]?\s?[”\"'’]{1,3}\s*(?:\([^)]*\)\s*)?(?:[,:;=]|[-–—]|means?\b|shall\b|has\b|have\b|is\b|are\b"
    r"|with\b|as\b|when\b|and\b|in\b|for\b|or\b|at\b|of\b)",
)
_PAGES = re.compile(r"(?:(?:^|\n)[ \t]*\d{1,3}[ \t]*\n?\s*)?<PAGE>[ \t]*(?:\d{1,3}(?=\s|$))?")
_TAIL = re.compile(r"(?<=[”\"’'])\s*[.,;:]?\s*(?:and|or)?\s*$|(?<=[”\"’'])\s*[.;,]\s*$")
_SENTENCE = re.compile(r"^[“\"'‘(\[]*[A-Z0-9].*[.!?][”\"'’)\]]*$", re.DOTALL)
_LEADING_LABEL = re.compile(
    r"^[“\"]?\s*(?:(?:SECTION|Section|ARTICLE|Article|Sec\.|§|Paragraph|Clause|Part)\s+)?"
    r"(?P<label>(?:\d+[A-Za-z]{0,2}(?:[.:–-]\d+[A-Za-z]{0,2})*|[IVXLC]+(?=\.))?(?:\s?\([A-Za-z0-9]{1,5}(?:-\d+)?\))*|[A-Z](?=\.))(?=[\s.:)–—-]|$)(?!\.\d)",
)


def without_pages(payload: str) -> str:
    """Return new text without the marks that only part the pages of a filing, and the page numbers beside them."""
    return _PAGES.sub("\n", payload)


def with_marks_of_its_own(payload: str) -> str:
    """Return quoted new text whose inner quotations, single only because the whole is quoted, bear double marks again.

    Where one may as well be an apostrophe all stay as printed.
    """
    text = payload.strip()
    if not (
        text.startswith("“") and text.count("“") == text.count("”") == 1 and "‘" in text and _wraps(_TAIL.sub("", text))
    ):
        return payload
    pieces = payload.split("‘")
    told = [pieces[0]]
    for piece in pieces[1:]:
        ends = [match.start() for match in re.finditer(r"’(?![A-Za-z0-9])", piece)]
        if not ends or (len(ends) > 1 and piece[ends[0] - 1 : ends[0]] == "s"):
            return payload
        told.append(f"{piece[: ends[0]]}”{piece[ends[0] + 1 :]}")
    return "“".join(told)


def folded(text: str) -> str:
    """Return *text* with white space folded to single blanks."""
    return " ".join(text.split())


def unwrapped(text: str) -> str:
    """Return the words without the quotation marks that only wrap them, and without what stands after those."""
    text = folded(text)
    if not text:
        return text
    if text[0] in '“"' or text.startswith(("``", "''")):
        width = 2 if text[:2] in ("``", "''") else 1
        depth = _depth(text)
        tail = _TAIL.sub("", text)
        if _wraps(tail):
            return tail[width:-1].strip() if width == 1 else tail[2:].removesuffix("''").removesuffix('"').strip()
        if depth > 0:
            return text[width:].strip()
    if text[-1] in '”"' and _depth(text) < 0:
        return text[:-1].strip()
    return text


def ends_inside(text: str) -> bool:
    """Say whether words, freed of wrapping marks, still begin with one that quotes no term: a mark is missing."""
    return (
        text[:1] == "“" and _depth(text) <= 0 and not _TERM.match(text) and not _wraps(text[: text.find("”") + 1][:80])
    )


def runs_on(payload: str) -> str:
    """Return what stands behind a quotation that the new text begins with; empty where the quotation is all of it."""
    text = folded(payload)
    if text[:1] == "“":
        depth = 0
        for index, sign in enumerate(text):
            depth += (sign == "“") - (sign == "”")
            if depth == 0:
                return text[index + 1 :]
    elif text[:1] == '"':
        mate = _straight_mate(text)
        return text[mate + 1 :] if mate > 0 else ""
    return ""


def _wraps(text: str) -> bool:
    """Say whether the first mark and the last belong together."""
    if text[:1] == "“" and text[-1:] == '"' and text.count('"') == 1 and text.count("“") == text.count("”") + 1:
        return True
    if len(text) < 3 or text[-1] not in "”\"'":
        return False
    if text[0] == "“":
        depth = 0
        for index, sign in enumerate(text):
            depth += (sign == "“") - (sign == "”")
            if depth == 0:
                return index == len(text) - 1
        return False
    return _straight_mate(text) == len(text) - 1


def _straight_mate(text: str) -> int:
    depth = 0
    for index, sign in enumerate(text):
        if sign not in '"“”':
            continue
        opens = index == 0 or (text[index - 1] in ' ("“[' and text[index + 1 : index + 2].isalnum())
        depth += 1 if opens else -1
        if depth == 0:
            return index
    return -1


def _depth(text: str) -> int:
    """Return how many opened marks stay open; negative where one closes that none opened."""
    depth = 0
    for index, sign in enumerate(text):
        if sign == "“":
            depth += 1
        elif sign == "”":
            depth -= 1
        elif sign == '"':
            before = text[index - 1] if index else " "
            depth += 1 if before in " (“[" and text[index + 1 : index + 2] not in ("", " ") else -1
    return depth


def paragraphs(payload: str) -> list[str]:
    """Return the paragraphs of the new text, folded."""
    return [folded(each) for each in re.split(r"\n[ \t\xa0]*\n", payload) if each.strip()]


def is_sentence(text: str) -> bool:
    """Say whether the words are a complete sentence and no fragment."""
    bare = unwrapped(text).strip()
    if not bare or bare[0] in "(;,":
        return False
    return bool(_SENTENCE.match(bare)) and not re.match(
        r"(?i)provided\b|or\b|and\b|it being\b|except\b|including\b", bare
    )


def definitions(payload: str) -> list[tuple[str, str]]:
    """Part the new text into definitions, as (term, words); empty where it does not begin with a term."""
    pieces = paragraphs(payload)
    if len(pieces) < 2:
        pieces = _at_line_starts(payload)
    found: list[tuple[str, list[str]]] = []
    for piece in pieces:
        match = _TERM.match(piece)
        if match:
            found.append((folded(match["term"]), [piece]))
        elif found:
            found[-1][1].append(piece)
        else:
            return []
    return [(term, unwrapped(" ".join(words))) for term, words in found]


def _at_line_starts(payload: str) -> list[str]:
    pieces: list[str] = []
    for line in payload.splitlines():
        starts = line.strip()[:1] in OPENING and (not pieces or pieces[-1].rstrip()[-1:] in '.;”"')
        if starts or not pieces:
            pieces.append(line.strip())
        else:
            pieces[-1] += " " + line.strip()
    return [folded(piece) for piece in pieces if piece.strip()]


def terms(payload: str) -> list[str]:
    """Return the quoted terms of a payload that is a list of terms and nothing else; empty for any other."""
    rest = re.sub(r"[“\"]([^”\"]+)[”\"]", "", payload)
    if re.sub(r"\band\b|[\s,;.]", "", rest):
        return []
    return [folded(term).rstrip(",") for term in re.findall(r"[“\"]([^”\"]+)[”\"]", payload)]


def leading_label(payload: str) -> str:
    """Return the number the new text begins with, as a citation: ``3.6``, ``(f)``; empty for none."""
    match = _LEADING_LABEL.match(folded(payload))
    return re.sub(r"\s", "", match["label"] or "").rstrip(".") if match else ""


def by_labels(payload: str, wanted: list[str]) -> list[str] | None:
    """Part the new text at the numbers given, in their order.

    Returns:
        As many pieces as numbers, or None where one does not begin a line of its own.
    """
    lines = payload.splitlines()
    starts = _starts(lines, wanted) or _starts(lines, [label.upper() for label in wanted])
    if not starts:
        return None
    if any(line.strip() for line in lines[: starts[0]]):
        return None
    return [unwrapped("\n".join(lines[a:b])) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def in_a_row(payload: str) -> list[str]:
    """Return the numbers of the provisions the new text holds side by side: ``3.6``, ``3.7``; those of inner lists not.

    Returns:
        The number it begins with and, as far as they follow, the next ones; one or none for a text of one provision.
    """
    found = [leading_label(each) for each in paragraphs(payload)]
    if not found or not found[0]:
        return []
    row = found[:1]
    for label in found[1:]:
        if label and label == row[-1]:
            break  # the number it has already is that of a list inside
        if label and label in _next(row[-1]):
            row.append(label)
    return row


def _next(label: str) -> tuple[str, ...]:
    """Return what may follow a number in its series; nothing for one that may begin a list of another kind."""
    match = re.fullmatch(r"(?P<stem>\d+\.)(?P<number>\d+)", label)
    if match:
        width = len(match["number"])
        return (f"{match['stem']}{int(match['number']) + 1:0{width}d}",)
    match = re.fullmatch(r"\((?P<letter>[A-Za-z])\)", label)
    if match and match["letter"].lower() not in "hiuvz":
        return (f"({chr(ord(match['letter']) + 1)})",)
    return ()


def _starts(lines: list[str], wanted: list[str]) -> list[int]:
    found: list[int] = []
    for label in wanted:
        at = next((i for i in range(found[-1] + 1 if found else 0, len(lines)) if _begins(lines[i], label)), -1)
        if at < 0:
            return []
        found.append(at)
    return found


def _begins(line: str, label: str) -> bool:
    last = label[label.rfind("(") :] if label.endswith(")") else label
    bare = line.strip().lstrip("“\"'‘")
    bare = re.sub(r"^(?:SECTION|Section|Sec\.|§+|Article|ARTICLE|Paragraph)\s*", "", bare)
    numeral = labels.key(last)
    return bool(
        re.match(rf"(?:{re.escape(label)}|{re.escape(last)}|\(?{re.escape(numeral)}[).])(?=[\s.:)“\"–—-]|$)", bare)
    )
