"""Series: a list owns the marks and the conjunction between its items, so that an item can go without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Position = Literal["last", "every", "none"]
_JOINT = re.compile(r"\s*(?P<mark>[;,.:]?)\s*(?P<word>and/or|and|or|but|nor)?(?P<tail>,?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How a regular list joins its items.

    Args:
        separator: The mark after every item but the last: ``;`` or ``,`` (or none).
        joiner: ``and``, ``or`` ... ; empty for a list without one (``any of the following``).
        position: ``last`` before the last item only, ``every`` after every item but the last, ``none``.
        serial: False where the last separator is left out (``a, b or c``).
        end: What stands after the last item: ``.`` or nothing.
    """

    separator: str = ";"
    joiner: str = ""
    position: Position = "last"
    serial: bool = True
    end: str = ""

    def joints(self, count: int) -> tuple[str, ...]:
        """Return what is printed after each of *count* items."""
        if count == 0:
            return ()
        inner = [self._inner(position == count - 2) for position in range(count - 1)]
        return (*inner, self.end)

    def _inner(self, last: bool) -> str:
        bare = last and self.position == "last" and bool(self.joiner) and not self.serial
        mark = "" if bare else self.separator
        says = self.joiner and (self.position == "every" or (self.position == "last" and last))
        return f"{mark} {self.joiner}".strip() if says else mark

    @classmethod
    def of(cls, joints: tuple[str, ...]) -> Series | None:
        """Return the pattern the joints follow, or None for an irregular list or one of fewer than two items."""
        if len(joints) < 2 or not any(joints[:-1]):
            return None
        *inner, end = joints
        mark, word = parted(inner[-1])
        first_mark, first_word = parted(inner[0])
        for candidate in (
            cls(separator=first_mark if len(inner) > 1 else mark, joiner=word, position="last" if word else "none",
                serial=mark == first_mark or len(inner) == 1, end=end),
            cls(separator=first_mark, joiner=first_word, position="every", end=end),
        ):  # fmt: skip
            if candidate.joints(len(joints)) == joints:
                return candidate
        return None


def parted(joint: str) -> tuple[str, str]:
    """Part a mark from the conjunction after it: ``; or`` gives ``(";", "or")``; an unusual joint is all mark."""
    match = _JOINT.fullmatch(joint)
    return (match["mark"], match["word"] or "") if match and not match["tail"] else (joint, "")


def split_joint(words: str) -> tuple[str, str]:
    """Part an item's words from the joint that follows them: ``in cash; or`` gives ``("in cash", "; or")``.

    The two rebuild the words: ``glue(*split_joint(words)) == words`` for words whose white space is folded.
    """
    match = re.search(r"(?:[;,.:](?: (?:and/or|and|or|but|nor))?| (?:and/or|and|or|but|nor))$", words)
    if not match:
        return words, ""
    return words[: match.start()], match.group().strip()


def glue(words: str, joint: str) -> str:
    """Print a joint after words: a mark sticks to them, a conjunction stands apart."""
    if not joint:
        return words
    return words + joint if joint[0] in ";,.:" or not words else f"{words} {joint}"
