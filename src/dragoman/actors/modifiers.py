"""What the words around a head tell of it: its country, its organisation, its office."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from dragoman.actors.base import Country, Group, Office, Organisation, OrganisationKind, Person, distance
from dragoman.actors.draft import Draft
from dragoman.actors.naming import Name
from dragoman.actors.phrases import skip_space
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

LINKS = frozenset({"of", "in", "from", "at", "to", "for"})
AWAY = frozenset({"MIL", "IGO", "NGO", "REF"})
"""Sectors whose actors may be "in" a country that is not theirs ("troops in Syria")."""
HONORARY = frozenset({"sheikh", "prince", "princess", "doctor", "professor", "lord"})
"""Titles that go before names and yield to an office before them ("Oil Minister Sheikh …")."""
SPEAKING = frozenset(
    {"spokesperson", "leader", "head", "chairman", "commander", "rebel leader", "chief negotiator", "member"}
)
"""Offices that have the sector of those "for" or "of" whom they are held."""
FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile"})
OVERTHROWN = frozenset({"ousted", "deposed", "toppled", "overthrown"})
UNKNOWN = "UNK"
MISSIONS = frozenset({"ambassador", "permanent representative", "UN ambassador"})
"""Offices of those whom states send to international bodies."""
MEMBERS = frozenset({"REB", "UAF", "PRM", "MIL", "CRM", "CVL"})
"""Sectors of the nouns that mean an armed group itself when its name modifies them ("Hezbollah fighters")."""
BACKED = frozenset(
    {"backed", "supported", "allied", "aligned", "funded", "trained", "armed", "sponsored", "friendly", "linked"}
)
LEANING = frozenset({"pro", "anti"})
SPONSORED = tuple(f"-{word}" for word in sorted(BACKED))
GROUP_NOUNS = frozenset(
    {"group", "movement", "organisation", "organization", "militia", "network", "faction", "cartel", "gang"}
)
ARMED = frozenset({"REB", "UAF", "PRM", "CRM", "GOV", "MIL"})
ORGANISATION_SECTORS = {
    OrganisationKind.IGO: "IGO", OrganisationKind.NGO: "NGO", OrganisationKind.COMPANY: "BUS", OrganisationKind.MEDIA: "JRN",
    OrganisationKind.PARTY: "PTY", OrganisationKind.MINISTRY: "GOV", OrganisationKind.AGENCY: "GOV",
    OrganisationKind.COURT: "JUD", OrganisationKind.PARLIAMENT: "LEG", OrganisationKind.RELIGIOUS: "REL",
    OrganisationKind.LABOUR: "LAB",
}
"""The sector of an organisation whose line names none."""


def is_former(token: Token) -> bool:
    """Whether the word says that an office is no longer held; "the army toppled President …" does not, nor "then-President"."""
    word = token.lower_
    return word in FORMER or (word in OVERTHROWN and token.dep_ in ("amod", "compound", "nmod"))


def set_office(draft: Draft, office: Office) -> None:
    if draft.office is None or draft.office in HONORARY:
        draft.office = office.office
        draft.sector = office.sector if office.sector != UNKNOWN else draft.sector
        draft.other_sectors = office.other_sectors


def set_country(reading: Reading, draft: Draft, name: Name) -> None:
    """Take country, and from an organisation also the sector, of a name that modifies the head."""
    row = best_row(name, reading.day)
    if isinstance(row, Country):
        draft.country = draft.country or row.code
    elif isinstance(row, Organisation):
        take_sector(draft, row)
    elif isinstance(row, Group):
        if draft.kind is ActorKind.AGENT and is_membership(draft) and sector_of(row) in ARMED:
            draft.kind, draft.name, draft.rule = ActorKind.GROUP, row.name, f"group: {draft.noun}"
            draft.country, draft.sector, draft.other_sectors = row.country, sector_of(row), row.other_sectors
        else:
            take_sector(draft, row)


def is_sponsor(reading: Reading, name: Name) -> bool:
    """Whether the name only says who backs the actor ("U.N.-backed government"), who is not of its country."""
    last = reading.tokens[name.end - 1].lower_
    if last.endswith(SPONSORED) or is_leaning(reading, name):
        return True
    after = reading.tokens[name.end : name.end + 2]
    return len(after) == 2 and after[0].text in "-‑–" and after[1].lower_ in BACKED


def is_leaning(reading: Reading, name: Name) -> bool:
    """ "Pro-Iranian", "anti-Chinese"."""
    before = reading.tokens[max(0, name.start - 2) : name.start]
    return len(before) == 2 and before[1].text in "-‑–" and before[0].lower_ in LEANING


def is_membership(draft: Draft) -> bool:
    """Whether the noun means the group that its name modifies, or its men in the field."""
    return draft.noun in GROUP_NOUNS or (draft.plural and draft.sector in MEMBERS)


def take_sector(draft: Draft, row: Organisation | Group) -> None:
    """The sector of the body comes first, that of the noun or office second ("a NATO general": IGO, MIL); but its president
    is not of a government."""
    sector = sector_of(row)
    if draft.office in MISSIONS and sector == "IGO":
        return  # "Kenya's U.N. ambassador"
    if sector != "CVL" or draft.sector not in ARMED:  # "Hutu rebels" may fight in any country
        draft.country = draft.country or row.country
    if sector in (None, draft.sector) or (sector == "CVL" and draft.sector is not None):
        return
    if draft.sector not in (None, UNKNOWN, "GOV" if draft.office else UNKNOWN) and sector != "GOV":
        draft.other_sectors = tuple(dict.fromkeys((*draft.other_sectors, draft.sector or UNKNOWN)))
    draft.sector = sector if sector != "GOV" else draft.sector or sector


def best_row(name: Name, day: date | None) -> Country | Organisation | Group | Person | None:
    """The entry meant: of the label's sense, and valid nearest to the day."""
    rows = [entry.row for entry in name.entries if str(entry.sense) == str(name.label)] or [entry.row for entry in name.entries]
    if rows and isinstance(rows[0], Organisation) and len(rows) < len(name.entries):  # a militia that became a party
        rows += [entry.row for entry in name.entries if isinstance(entry.row, Group)]
    return min(rows, key=lambda row: distance(row, day)) if rows else None


def sector_of(row: Organisation | Group) -> str | None:
    if row.sector is not None:
        return row.sector
    return ORGANISATION_SECTORS.get(row.kind) if isinstance(row, Organisation) else "REB"


def linked_at(reading: Reading, draft: Draft) -> int | None:
    """Where the phrase after the mention begins: "the government of [Mexico]", "textile workers in [Haiti]"."""
    tokens = reading.tokens
    at = draft.end
    if at >= len(tokens) or tokens[at].lower_ not in LINKS:
        return None
    at = skip_space(tokens, at + 1)
    while at < len(tokens) and is_skipped(tokens[at]) and at not in reading.name_at and at not in reading.taken:
        at += 1
    return at


def is_skipped(token: Token) -> bool:
    """Articles and adjectives ("of neighbouring Peru")."""
    return token.pos_ in ("DET", "ADJ") or token.tag_ == "VBG"


def take_link(reading: Reading, draft: Draft) -> None:
    """The country of "of Mexico", "in Haiti"; the person of "to Prime Minister Abe"."""
    at = linked_at(reading, draft)
    if at is None:
        return
    other = reading.taken.get(at)
    if other is not None and other.kind is ActorKind.PERSON:
        draft.via = draft.via or other
        return
    word = reading.tokens[draft.end].lower_
    if word in ("for", "of") and draft.noun in SPEAKING and other is not None and other.sector is not None:
        draft.country = draft.country or other.country
        draft.sector, draft.other_sectors = other.sector, other.other_sectors
        return
    if word in ("to", "for") or (word in ("in", "at") and draft.sector in AWAY):
        return
    if (name := reading.name_at.get(at)) is not None:
        set_country(reading, draft, name)
    elif other is not None and other.country:
        draft.country = other.country
