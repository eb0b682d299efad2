"""Made-up plans of any size and edited versions of them, with the truth about every edit kept beside."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from engross.clauses import labels
from engross.clauses.clause import Clause, Text

STOP = "the of to in or a any shall be by such and as for with on under may not".split()
SYLLABLES = (
    "con sti tu par ben e fi ci ar pre mi um ac quis ten ure val or des ig na tion gran tee ves ting sec re".split()
)


def vocabulary(size: int = 4000) -> list[str]:
    """Return that many made-up words, always the same."""
    dice = random.Random(7)  # noqa: S311 - the same words each time
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))] = None
    return list(found)


WORDS = vocabulary()


@dataclass
class Draft:
    """A clause in the making; ``key`` is the truth about which clause it is."""

    key: int
    words: list[str]
    heading: str | None = None
    kids: list[Draft] = field(default_factory=list)


def sentence(dice: random.Random, low: int = 12, high: int = 60) -> list[str]:
    """Return made-up words of law."""
    found = [
        dice.choice(STOP) if dice.random() < 0.4 else WORDS[int(len(WORDS) * dice.random() ** 2)]
        for _ in range(dice.randint(low, high))
    ]
    found[0] = found[0].capitalize()
    return found


def plan(count: int, seed: int = 1) -> list[Draft]:
    """Return sections with subsections and items, *count* clauses in all."""
    dice = random.Random(seed)  # noqa: S311 - the same plan each time
    keys = iter(range(1, count + 1))
    sections: list[Draft] = []
    left = count
    while left > 0:
        section = Draft(next(keys), [], " ".join(word.title() for word in sentence(dice, 1, 4)))
        sections.append(section)
        left -= 1
        for _ in range(min(left, dice.randint(2, 9))):
            if left <= 0:
                break
            sub = Draft(next(keys), sentence(dice), " ".join(sentence(dice, 1, 3)) + ".")
            section.kids.append(sub)
            left -= 1
            if dice.random() < 0.3:
                for _ in range(min(left, dice.randint(2, 5))):
                    sub.kids.append(Draft(next(keys), sentence(dice, 6, 30)))
                    left -= 1
    return sections


STYLES = ("decimal", "lower-alpha", "lower-roman")


def text(sections: list[Draft], *, ids: bool = True, seed: int = 0) -> Text:
    """Number the drafts and return them as a text; without *ids* no id says which clause it was."""
    names = iter(range(10**9))

    def clause(draft: Draft, depth: int, place: int) -> Clause:
        numeral = labels.numerals(STYLES[depth], place + 1)
        items = depth == 1 and bool(draft.kids)
        joints = ()
        if items:
            joints = (*("; or" if n == len(draft.kids) - 2 else ";" for n in range(len(draft.kids) - 1)), ".")
        own = " ".join(draft.words)
        return Clause(
            id=f"k{draft.key}" if ids else f"n{seed}-{next(names)}",
            label=f"({numeral})" if depth == 2 else f"{numeral}.",
            heading=draft.heading,
            text=own + ("" if depth == 2 or not own else ":" if items else "."),
            children=tuple(clause(kid, depth + 1, at) for at, kid in enumerate(draft.kids)),
            joints=joints,
            layout="run-in" if depth == 1 else "block",
        )

    top = tuple(clause(section, 0, place) for place, section in enumerate(sections))
    return Text(root=Clause(id="plan", children=top), kind="plan", name="Plan")


def copied(sections: list[Draft]) -> list[Draft]:
    """Return drafts that can be edited without touching the given ones."""
    return [Draft(each.key, list(each.words), each.heading, copied(each.kids)) for each in sections]


@dataclass
class Truth:
    """What was done: keys moved, split, new, gone, and the characters an ideal comparison marks."""

    moved: set[int] = field(default_factory=set)
    split: set[int] = field(default_factory=set)
    edits: int = 0
    ink: int = 0


def edited(sections: list[Draft], rate: float, seed: int = 2, *, kinds: str = "") -> tuple[list[Draft], Truth]:
    """Edit a share of the clauses, nearly half of them in their words alone, and keep what was done."""
    dice = random.Random(seed)  # noqa: S311 - the same plan each time
    new = copied(sections)
    subs = [(section, sub) for section in new for sub in section.kids]
    count = max(1, round(rate * sum(1 + len(s.kids) + sum(len(k.kids) for k in s.kids) for s in new)))
    truth, fresh = Truth(), 10**6
    chosen = dice.sample(subs, min(count, len(subs)))
    weights = {"words": 48, "insert": 14, "delete": 12, "move": 10, "move+": 8, "split": 8}
    options = [kind for kind in weights if not kinds or kind in kinds.split()]
    for section, sub in chosen:
        kind = dice.choices(options, [weights[each] for each in options])[0]
        truth.edits += 1
        if kind in ("words", "move+"):
            reword(dice, dice.choice([sub, *sub.kids]) if kind == "words" else sub, truth)
        if kind == "insert":
            fresh += 1
            made = Draft(fresh, sentence(dice), " ".join(sentence(dice, 1, 3)) + ".")
            section.kids.insert(place_of(section, sub) + dice.randint(0, 1), made)
            truth.ink += size(made)
        elif kind == "delete" and len(section.kids) > 1:
            del section.kids[place_of(section, sub)]
            truth.ink += size(sub)
        elif kind.startswith("move") and len(new) > 1:
            other = dice.choice([each for each in new if each is not section])
            del section.kids[place_of(section, sub)]
            other.kids.insert(dice.randint(0, len(other.kids)), sub)
            truth.moved.add(sub.key)
        elif kind == "split" and not sub.kids and len(sub.words) >= 20:
            fresh += 1
            half = len(sub.words) // 2
            made = Draft(fresh, sub.words[half:], " ".join(sentence(dice, 1, 3)) + ".")
            sub.words = sub.words[:half]
            section.kids.insert(place_of(section, sub) + 1, made)
            truth.split.add(sub.key)
            truth.ink += len(made.heading or "") + 1 + 1
    truth.ink += label_ink(sections, new)
    return new, truth


def place_of(section: Draft, sub: Draft) -> int:
    return next(place for place, each in enumerate(section.kids) if each is sub)


def reword(dice: random.Random, draft: Draft, truth: Truth) -> None:
    """Replace, insert or delete a word or a few, at least three words from any other edit."""
    places = sorted(
        dice.sample(range(1, len(draft.words) - 1), min(3, max(1, (len(draft.words) - 2) // 8))), reverse=True
    )
    last = 10**9
    for place in places:
        if last - place < 4:
            continue
        last = place
        word = WORDS[dice.randrange(len(WORDS))]
        what = dice.random()
        if what < 0.5:
            truth.ink += len(draft.words[place]) + len(word)
            draft.words[place] = word
        elif what < 0.75:
            truth.ink += len(word) + 1
            draft.words.insert(place, word)
        else:
            truth.ink += len(draft.words[place]) + 1
            del draft.words[place]


def size(draft: Draft) -> int:
    own = len(" ".join(draft.words)) + (len(draft.heading) + 1 if draft.heading else 0) + 1
    return own + sum(size(kid) + 2 for kid in draft.kids) + (3 if len(draft.kids) > 1 else 0)


def label_ink(old: list[Draft], new: list[Draft]) -> int:
    """Return the characters of labels that change: both where a clause has another, one where it comes or goes."""

    def labels_of(sections: list[Draft]) -> dict[int, str]:
        found = {}
        stack = [(each, 0, place) for place, each in enumerate(sections)]
        while stack:
            draft, depth, place = stack.pop()
            numeral = labels.numerals(STYLES[depth], place + 1)
            found[draft.key] = f"({numeral})" if depth == 2 else f"{numeral}."
            stack += [(kid, depth + 1, at) for at, kid in enumerate(draft.kids)]
        return found

    before, after = labels_of(old), labels_of(new)
    total = 0
    for key in before.keys() | after.keys():
        mine, theirs = before.get(key), after.get(key)
        if mine != theirs:
            total += len(mine or " ") + len(theirs or " ")
    return total
