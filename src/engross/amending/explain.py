"""Explaining: one operation, what it bound to, what it changed and on whose authority; and every code."""

from __future__ import annotations

from engross.amending.record import Change, Outcome
from engross.amending.told import did, order

CODES: dict[str, tuple[str, str]] = {
    "E060": (
        "nothing bears the address",
        ("The citation names no provision of the text. The labels that stand nearest are offered; nothing is "
         "guessed."),
    ),
    "E061": ("several provisions bear the address", "Give the full citation, or the id of the one that is meant."),
    "E062": (
        "the quoted words are not there",
        ("Words are found exactly on folded text (quotes, dashes, blanks) and never fuzzily; nearest passages "
         "are offered as advice."),
    ),
    "E063": (
        "the quoted words stand more or less often than reckoned",
        "Say which occurrence is meant, that each is, or quote more words.",
    ),
    "E064": (
        "the number or term is taken",
        "A number may be used again only if it is vacated in the same sentence or earlier.",
    ),
    "E065": ("the numbers cannot be closed", "They follow no sequence that engross can count."),
    "E067": (
        "two orders of one sentence overlap",
        "One sentence is carried out as a set; two of its orders reach for the same words or provision.",
    ),
    "E069": ("the day is missing or lies before the text", "A text has no state before it was adopted."),
    "E070": ("the provision was deleted earlier", "The same instrument took it away in an earlier sentence."),
    "E071": ("the instrument is carried out already", "An instrument is carried out once."),
    "E072": (
        "the text is not the one the instrument was drafted against",
        "The SHA-256 the instrument names differs from the text's.",
    ),
    "E073": ("corrections go in a circle", "An instrument cannot, through others, correct itself."),
    "E074": ("no words are given", "A provision needs words, or [Reserved]."),
    "E075": ("this is no number", "Write the label as it will be printed."),
    "E076": (
        "the address names two provisions at two times",
        ("Labels are read as they stood when the instrument began and as they stand when the sentence is "
         "reached; where these differ the instrument's words must decide."),
    ),
    "E077": (
        "the change's words are not given",
        "The sentence says what shall be achieved, not the words that achieve it; a person must draft them.",
    ),
    "E078": ("the place cannot be bound", "A line, a row or another document: quote the words instead."),
    "E079": (
        "the order cannot be carried out as written",
        "What it asks does not fit the place, or what it leaves cannot be parted into provisions again.",
    ),
    "W066": ("a reference to a deleted provision remains", "Order the words that refer to it changed or deleted."),
    "W068": (
        "a list is left as the orders leave it",
        "It was joined in no regular way, or the instrument gives its own conjunction; read it through.",
    ),
    "W160": (
        "a reference names an old number",
        "The provision bears another number now; --conform drafts the order that follows it.",
    ),
    "W161": ("a reference means a reserved provision", "The provision is left without words."),
    "W162": ("a reference means words that changed", "Read whether it still says what is meant."),
    "W163": ("a term lost its definition", "It is still used."),
    "W164": ("a term is defined twice", "Delete one, or give it another term."),
    "W165": ("a defined term is not used", "For information."),
    "W166": ("numbers leap", "Deleting never renumbers what follows unless the instrument orders it."),
    "W167": ("numbers fall", "A provision stands after one with a higher number."),
    "W168": ("a list of one item, or of none", "It is no list any more; consider restating the provision without one."),
    "W180": ("more changed than was expected", "`compare --expect` named what may change, and something else did."),
    "W181": (
        "words that do not say all that is ordered",
        "A drafted sentence, read back, orders less than its operations; check the words.",
    ),
    "W169": (
        "a mark of quotation style in the middle of a sentence",
        "American style puts full stops and commas inside closing quotes; they may not belong to the words.",
    ),
    "W170": ("the date of effect is inferred", "The instrument states none; its approval is taken."),
    "W171": ("the date of adoption is not known", "It is not in the documents and is never invented."),
    "W174": ("words give way to the same words", "The order was carried out and changed nothing."),
    "W173": ("the compiler repaired something", "It was not ordered; --literal gives the text without it."),
    "W172": (
        "an instrument waits",
        "Its condition is open, or it has no day of effect; it is listed, not carried out.",
    ),
}  # fmt: skip


def explain(outcome: Outcome, change: Change) -> str:
    """Explain what one operation did, in words a lawyer signs off.

    Args:
        outcome: The instrument carried out.
        change: One of its changes.
    """
    instrument = outcome.instrument
    lines = [f"{instrument.name}, {_which(change)}"]
    if change.orders is not None:
        sentence = next((each.sentence for each in instrument.instructions if each.id == change.instruction), "")
        if sentence:
            lines.append(f"  the sentence:  {sentence}")
        lines.append(f"  it orders:     {order(change.orders)}")
    bound = [f"{cited} [{clause_id}]" for clause_id, cited in zip(change.bound, change.cited, strict=False)]
    lines.append(f"  it bound to:   {', '.join(bound) or 'nothing'}")
    lines.append(f"  it did:        {did(change)}")
    if change.before:
        lines.append(f"  before:        {_folded(change.before)}")
    if change.after:
        lines.append(f"  after:         {_folded(change.after)}")
    by = f"ordered, under Section {instrument.authority}" if instrument.authority else "ordered"
    lines.append(
        f"  authority:     {by if change.authority == 'ordered' else 'editorial: done by the compiler, not ordered'}"
    )
    if change.source:
        lines.append(f"  source:        {change.source}")
    return "\n".join(lines)


def _which(change: Change) -> str:
    if change.authority == "editorial":
        return "editorial repair"
    return f"sentence {change.instruction}, operation {change.number}"


def _folded(words: str) -> str:
    return " / ".join(line for line in words.split("\n") if line)


def explain_code(code: str) -> str:
    """Explain a code of amending; empty for a code of another room."""
    if code.upper() not in CODES:
        return ""
    title, meaning = CODES[code.upper()]
    return f"{code.upper()}: {title}\n  {meaning}"
