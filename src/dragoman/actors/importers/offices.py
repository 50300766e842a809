"""From the title of a position, as registers write it, to an office of the codebook.

"Federal Minister of Foreign Affairs of Germany" is a foreign minister, "President of the Senate" a speaker and no head of
state.  An office is only given where the title names one; the sector may be known without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from dragoman.actors.base import Base
from dragoman.actors.importers.codes import topic_sectors
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.words import lowered, plain

YEARS = re.compile(r"\s*\((?:[^()]*,\s*)?(\d{4})?\s*[-–]\s*(\d{4})?\)\s*$")
BRACKETS = re.compile(r"\s*\([^()]*\)")
LEADING = frozenset({"federal", "union", "cabinet", "senior", "the", "his", "her", "excellency", "honourable", "national"})
LEGISLATURES = re.compile(
    r"\b(parliament|assembly|senate|congress|house of|chamber|bundestag|bundesrat|duma|knesset|diet|legislat|sejm|riksdag|"
    r"storting|majlis|cortes|council of state|national council|people's council|dáil|seanad)"
)
COURTS = re.compile(r"\b(court|tribunal)")
PARTIES = re.compile(r"\b(party|movement|front|alliance)\b")
STATES = re.compile(r"(republic|state|nation|government|council of ministers)\b")
BANKS = re.compile(r"\bbank\b")
MEMBERS = frozenset({"member", "deputy", "representative", "delegate"})
HEADING = frozenset({"president", "chairman", "chairperson", "chair", "head", "leader", "governor"})
UNKNOWN = "UNK"


@dataclass(frozen=True, slots=True)
class Position:
    """What a title says: office, in the words of `offices.csv`, and sectors."""

    office: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()


class Titles:
    """Reads the titles of positions by the offices and countries of the base."""

    def __init__(self, base: Base) -> None:
        self.offices = {office.office: office for office in base.offices}
        self.named = {
            lowered(plain(name)): office.office for office in base.offices for name in (office.office, *office.aliases)
        }
        self.longest = max((name.count(" ") + 1 for name in self.named), default=0)
        self.countries = {
            lowered(plain(name)).removeprefix("the ")
            for country in base.countries
            for name in (country.name, *country.aliases, *country.demonyms)
        }

    def read(self, title: str, topics: Collection[str] = ()) -> Position:
        """`topics` are OpenSanctions' of the position, which tell the sector, and whether a president is one of state."""
        text = self.bare(title)
        office, rest = self.leading_office(text)
        office = self.corrected(office, rest, text, frozenset(topics))
        told, others = topic_sectors(topics)
        if office is None:
            return Position(None, told, others)
        row = self.offices[office]
        sector = row.sector if row.sector not in (None, UNKNOWN) else told
        return Position(office, sector, row.other_sectors)

    def bare(self, title: str) -> str:
        """Small letters, no brackets, and none of the words before the office that only say of which country it is."""
        words = lowered(plain(BRACKETS.sub("", title).replace("’", "'"))).split()
        while len(words) > 1:
            begins = (size for size in (3, 2, 1) if " ".join(words[:size]).removesuffix("'s") in self.countries)
            leading = next((size for size in begins if size < len(words)), int(words[0] in LEADING))
            if not leading or " ".join(words) in self.named:
                break
            words = words[leading:]
        return " ".join(words)

    def leading_office(self, text: str) -> tuple[str | None, str]:
        """The longest office that the title begins with, and the words behind it."""
        words = text.replace(",", " ,").split()
        for size in range(min(self.longest, len(words)), 0, -1):
            office = self.named.get(" ".join(words[:size]))
            if office is not None:
                return office, " ".join(words[size:])
        return None, text

    def corrected(self, office: str | None, rest: str, text: str, topics: frozenset[str]) -> str | None:
        """Presidents and members of what are no states."""
        first = text.partition(" ")[0].rstrip(",")
        legislative = "gov.legislative" in topics or bool(LEGISLATURES.search(rest))
        if first in MEMBERS and legislative and office not in ("member of the European Parliament", "member of parliament"):
            return self.existing("member of parliament")
        if office == "secretary of state" and rest.startswith("for "):
            return self.existing("minister")
        if "gov.head" in topics or self.is_state(rest) or not (first in HEADING or rank_of(office) is Rank.HEAD):
            return office
        body = self.of_body(rest, legislative)
        return body if body is not None or rank_of(office) is Rank.HEAD else office

    def of_body(self, rest: str, legislative: bool) -> str | None:
        """The office of those at the head of a parliament, court, bank or party."""
        for pattern, office in ((COURTS, "chief justice"), (BANKS, "central bank governor"), (PARTIES, "party leader")):
            if pattern.search(rest) and not legislative:
                return self.existing(office)
        return self.existing("speaker") if legislative else None

    def is_state(self, rest: str) -> bool:
        """Whether the words behind the office name a state, or nobody."""
        if not rest.startswith(("of ", "for ", "to ", ", ")):
            return True
        of = re.sub(r"^(of|for|to|,) (the )?", "", rest).partition(" ,")[0].strip()
        return not of or of in self.countries or bool(STATES.match(of))

    def existing(self, office: str) -> str | None:
        return office if office in self.offices else None


def years_of(title: str) -> tuple[str, str | None, str | None]:
    """"Minister of Finance (2012-2015)" as the title and the years, of which either may be open; a title without them has
    neither."""
    found = YEARS.search(title)
    return (title[: found.start()], found[1], found[2]) if found else (title, None, None)
