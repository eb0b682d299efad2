"""A version of the project's own plan, edited as a drafter would, with the characters an ideal redline marks.

A section moved, renumbered and edited; words changed; a clause split; a clause inserted; references following.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from engross.clauses.clause import Clause, Text

NOTICE = ("All notices under the Plan shall be given in writing to the principal office of the Company and are"
          " effective upon receipt by its secretary.")  # fmt: skip


@dataclass
class Drafting:
    """Edits by clause id, counting what an ideal redline marks."""

    ink: int = 0
    words: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def applied(self, clause: Clause) -> Clause:
        """Edit a clause and all under it."""
        text = clause.text
        for old, new in self.words.get(clause.id, []):
            assert old in text, (clause.id, old)
            self.ink += text.count(old) * (len(old) + len(new))
            text = text.replace(old, new)
        for number, now in (("4(b)", "3(b)"), ("6(c)", "6(e)")):
            pattern = re.compile(rf"(?<=Section ){re.escape(number)}")
            self.ink += len(pattern.findall(text)) * (len(number) + len(now))
            text = pattern.sub(now, text)
        label = self.labels.get(clause.id, clause.label)
        if label != clause.label:
            self.ink += len(label or "") + len(clause.label or "")
        return replace(clause, text=text, label=label, children=tuple(self.applied(each) for each in clause.children))


def version_b(plan: Text, *, ids: bool) -> tuple[Text, int]:
    """Return the version and the characters an ideal redline marks."""
    made = Drafting(
        words={
            "administration": [("final and binding", "conclusive and binding")],
            "stock.shares": [("800,000", "1,200,000")],
            "options.period": [("stockholders", "shareholders")],
            "miscellaneous.term": [("completion", "expiration")],
        },
        labels={"stock": "3.", "options": "4.", "administration": "5.", "general.documentation": "d.",
                "general.acquisition": "e.", "general.delivery": "f."},
    )  # fmt: skip
    root = made.applied(plan.root)
    made.ink -= 2 * len(" and binding")  # two words stay between the changed one and the rest
    sections = {each.id: each for each in root.children}
    general = sections["general"]
    first, *others = general.children
    cut = first.text.index("References to a Participant,")
    kept = replace(first, text=first.text[:cut].strip())
    parted = Clause(id="general.references", label="b.", text=first.text[cut:], layout="run-in")
    notices = Clause(id="general.notices", label="c.", heading="Notices.", text=NOTICE, layout="run-in")
    made.ink += len("b.") + len(f"c. Notices. {NOTICE}")
    sections["general"] = replace(general, children=(kept, parted, notices, *others))
    order = [each.id for each in root.children if each.id != "administration"]
    order.insert(order.index("options") + 1, "administration")
    root = replace(root, children=tuple(sections[each] for each in order))
    return replace(plan, root=root if ids else unnamed(root)), made.ink


def unnamed(clause: Clause) -> Clause:
    """Return a clause whose ids say nothing of the old ones."""
    count = iter(range(10**6))

    def walk(each: Clause) -> Clause:
        return replace(each, id=f"n{next(count)}", children=tuple(walk(kid) for kid in each.children))

    return walk(clause)
