"""Numbers in words: a whole number written out and words read back, so that words and figures keep in step."""

from __future__ import annotations

import re

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_VALUES = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * value for value, word in enumerate(_TENS) if word
}
LARGEST = 10**15 - 1


def in_words(number: int) -> str:
    """Write a whole number in words, without "and": ``12345`` is twelve thousand three hundred forty-five.

    Raises:
        ValueError: The number is negative or above :data:`LARGEST`.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    said: list[str] = []
    rest = number
    for scale, name in _SCALES:
        if rest >= scale:
            said.append(f"{_below_thousand(rest // scale)} {name}")
            rest %= scale
    if rest or not said:
        said.append(_below_thousand(rest))
    return " ".join(said)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    said = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest and rest < 20:
        said.append(_SMALL[rest])
    elif rest:
        tens, ones = divmod(rest, 10)
        said.append(_TENS[tens] + (f"-{_SMALL[ones]}" if ones else ""))
    return " ".join(said) or _SMALL[0]


def from_words(words: str) -> int | None:
    """Read a whole number written in words; None where the words are no number.

    Hyphens, commas and "and" may stand or not: ``One hundred and five`` and ``one hundred five`` are 105.
    """
    total = group = 0
    last = 10**15
    state = ""  # what the word before was: it settles what may follow
    for word in re.sub(r"[-,\s]+", " ", words.lower()).split():
        if word == "and" and state in ("hundred", "scale"):
            continue
        if word in _VALUES:
            value = _VALUES[word]
            after_tens = state == "tens" and 0 < value < 10
            if not (after_tens or state in ("", "hundred", "scale")) or (value == 0 and state):
                return None
            group += value
            state = "tens" if value >= 20 else "ones"
        elif word == "hundred" and state == "ones" and 0 < group < 10:
            group *= 100
            state = "hundred"
        else:
            scale = next((value for value, name in _SCALES if name == word), 0)
            if not scale or scale >= last or not group:
                return None
            total, group, last, state = total + group * scale, 0, scale, "scale"
    return total + group if state else None


def figures(number: int) -> str:
    """Write a whole number in figures with commas between thousands: ``10,000``."""
    return f"{number:,}"


def words_and_figures(number: int) -> str:
    """Write a whole number both ways from the one value: ``ten (10)``."""
    return f"{in_words(number)} ({figures(number)})"
