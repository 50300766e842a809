"""What is known of one report while its mentions are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.actors.draft import Draft
from dragoman.actors.gazetteer import OfficeHit
from dragoman.actors.naming import Name


@dataclass(slots=True)
class Reading:
    """The names and offices found, and the drafts made so far; everything by token index.

    `states` are the codes of the countries named, `taken` tells which draft covers a token, `at_head` which has it as its head.
    """

    doc: Doc
    tokens: list[Token]
    day: date | None
    names: list[Name]
    offices: list[OfficeHit]
    states: frozenset[str] = frozenset()
    drafts: list[Draft] = field(default_factory=list)
    name_at: dict[int, Name] = field(default_factory=dict)
    office_ending: dict[int, OfficeHit] = field(default_factory=dict)
    taken: dict[int, Draft] = field(default_factory=dict)
    at_head: dict[int, Draft] = field(default_factory=dict)

    def add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self.at_head.setdefault(draft.head, draft)
        return draft

    def claim(self, draft: Draft) -> Draft:
        """Add the draft, and let it swallow its modifiers."""
        for index in range(draft.start, draft.end):
            self.taken.setdefault(index, draft)
        return self.add(draft)

    def text(self, start: int, end: int) -> str:
        """The words of the tokens, with single spaces."""
        return " ".join(self.doc[start:end].text.split())
