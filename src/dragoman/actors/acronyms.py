"""Abbreviations that the report introduces in brackets, "the Free Workers' League (FWL)", or that are the initials of a body
that it names."""

from __future__ import annotations

from dragoman.actors.draft import Draft
from dragoman.actors.modifiers import SPEAKING
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

SHORTEST = 3
"""Letters of an abbreviation that needs no introduction in brackets."""
BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP})


def join_acronyms(reading: Reading) -> None:
    """Let mentions by an abbreviation be those of the full name; bare words equal to it become mentions."""
    meaning: dict[str, Draft] = {}
    introduced: set[str] = set()
    by_end = {draft.end: draft for draft in reading.drafts if draft.kind is not ActorKind.COUNTRY}
    tokens = reading.tokens
    for index in range(1, len(tokens) - 2):
        if tokens[index].text == "(" and tokens[index + 2].text == ")" and tokens[index + 1].text.isupper():
            full = by_end.get(index)
            if full is not None and abbreviates(tokens[index + 1].text, reading.text(full.start, full.end)):
                if full.kind is ActorKind.PERSON:  # "Mutahida Majlis-e-Amal (MMA)"
                    full.kind, full.rule, full.key, full.terms = ActorKind.ORGANISATION, "entity", (), ()
                meaning.setdefault(tokens[index + 1].text, full)
                introduced.add(tokens[index + 1].text)
            elif full is not None and (known := reading.at_head.get(index + 1)) is not None and is_other_body(full, known):
                take_identity(full, known)
    for draft in reading.drafts:
        if draft.kind in BODIES and draft.rule != "entity":
            for name in (draft.name, reading.text(draft.start, draft.end)):
                if len(acronym := initials(name)) >= SHORTEST:
                    meaning.setdefault(acronym, draft)
    if not meaning:
        return
    for draft in reading.drafts:
        full = meaning.get(reading.text(draft.start, draft.end).removeprefix("the ").removeprefix("The "))
        if full is None or draft is full:
            continue
        if draft.rule == "entity" or draft.certain < full.certain or draft.name in introduced or (
            reading.text(draft.start, draft.end) in introduced
        ):
            take_identity(draft, full)
    for token in tokens:
        if token.text in meaning and (owner := reading.taken.get(token.i)) is not None:
            lead(owner, meaning[token.text])
        if token.text in meaning and token.text.isupper() and token.i not in reading.at_head and token.i not in reading.taken:
            draft = Draft(token.i, token.i + 1, token.i, ActorKind.ORGANISATION, token.text, "entity")
            take_identity(reading.add(draft), meaning[token.text])


def is_other_body(full: Draft, known: Draft) -> bool:
    """Whether the tables have the abbreviation for another body than the words before it, of which they know a part only."""
    return full.kind in BODIES and known.kind in BODIES and known.rule != "entity" and full.country != known.country


def lead(owner: Draft, full: Draft) -> None:
    """ "The FWL's leader" is of the league's sector."""
    leads = owner.office in SPEAKING or owner.noun in SPEAKING
    if leads and owner.kind not in BODIES and owner.sector in (None, "GOV") and full.sector not in (None, "GOV"):
        owner.sector, owner.other_sectors = full.sector, ()
        owner.country = owner.country or full.country


def initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters are met in order as initials of words of the name, or are those of its capitalised words in the order
    of another language ("CNSP" for "National Committee for the Salvation of the People")."""
    if sorted(acronym) == sorted(word[0] for word in name.replace("-", " ").split() if word[0].isupper() and word != "The"):
        return True
    initials = iter(word[0].upper() for word in name.replace("-", " ").split())
    letters = [letter for letter in acronym if letter.isalpha()]
    met = sum(letter in initials for letter in letters)
    return len(letters) >= 2 and met >= len(letters) - (len(letters) > 3)


def take_identity(draft: Draft, full: Draft) -> None:
    draft.kind, draft.name, draft.id, draft.noun = full.kind, full.name, full.id, full.noun
    draft.country, draft.sector, draft.other_sectors = full.country, full.sector, full.other_sectors
    draft.rule, draft.certain = f"acronym of {full.name}", full.certain
