"""Actor and agent dictionaries of TABARI and PETRARCH as lines of our tables.

Such a dictionary does not say what kind of thing an actor is.  Here the code tells: a bare country code gives other names of
the country, a role of rebels a group, other roles an organisation.  An entry whose code holds between dates, or whose
name begins like that of a person of the base, is a person; an office before the name (`PRESIDENT_…`) becomes the office.
Names are written in capitals there, and are found in reports only in their usual case, which is guessed here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.actors.base import Agent, Base, Country, Group, Organisation, OrganisationKind, Person
from dragoman.actors.dictionaries import (
    DictionaryActor,
    DictionaryAgent,
    crossed_names,
    is_agents_file,
    read_actors,
    read_agents,
)
from dragoman.actors.gazetteer import plural
from dragoman.actors.importers.codes import (
    CAMEO_COUNTRIES,
    CAMEO_ROLES,
    CAMEO_WIDE,
    PLOVER_ROLES,
    CountryCodes,
    Sectors,
    cameo_sectors,
    key,
)
from dragoman.actors.importers.names import usual_case
from dragoman.actors.importers.offices import Titles
from dragoman.actors.importers.terms import terms_of
from dragoman.codebook.files import OnFault
from dragoman.codebook.tables import Row
from dragoman.errors import CodebookError

ACRONYM = re.compile(r"^(.+?)\s*\(([A-Z][A-Z.-]{1,9})\)$")
"""A name with its acronym in brackets."""
SHORT, MAYBE_SHORT = 4, 6
"""Letters of a single word that is taken for an acronym, or for a name or an acronym."""
LONGEST_NAME = 8
GROUP_SECTORS = frozenset({"REB", "OPP", "UAF", "CRM", "PRM"})
KINDS = {
    "IGO": OrganisationKind.IGO, "NGO": OrganisationKind.NGO, "BUS": OrganisationKind.COMPANY, "JRN": OrganisationKind.MEDIA,
    "PTY": OrganisationKind.PARTY, "GOV": OrganisationKind.AGENCY, "MIL": OrganisationKind.AGENCY,
    "COP": OrganisationKind.AGENCY, "SPY": OrganisationKind.AGENCY, "JUD": OrganisationKind.COURT,
    "LEG": OrganisationKind.PARLIAMENT, "REL": OrganisationKind.RELIGIOUS, "LAB": OrganisationKind.LABOUR,
}  # fmt: skip
FORMER = frozenset({"former", "ex-president", "then", "late"})
PLOVER_ONLY = ("JRN", "SOC", "PRM", "PRE", "UNK")
KNOWN_OFTEN = 3
"""Persons of the base who must bear a given name for it to tell that a name is a person's; bodies that must end in a word."""


class PetrarchReader:
    """Turns the entries of a dictionary into lines of our tables."""

    def __init__(self, base: Base) -> None:
        self.base, self.countries, self.titles = base, CountryCodes(base.countries), Titles(base)
        given = Counter(name.partition(" ")[0].lower() for name in {person.name for person in base.persons})
        self.given_names = {name for name, times in given.items() if times >= KNOWN_OFTEN and len(name) > 2}
        self.country_names = {
            key(name): country.code
            for country in base.countries
            for name in (country.name, *country.aliases, *country.demonyms, *country.capitals, *country.metonyms)
        }
        bodies = [row.name for row in base.organisations] + [row.name for row in base.groups]
        last = Counter(name.lower().split()[-1].removesuffix("s") for name in bodies)
        self.body_words = {word for word, times in last.items() if times >= KNOWN_OFTEN} - self.given_names
        self.body_names = {key(name) for row in base.organisations for name in (row.name, *row.aliases)}
        self.acronyms = {
            word
            for name in [*bodies, *self.body_aliases()]
            for word in name.split()
            if len(word) > 1 and word.isupper()
        }

    def body_aliases(self) -> Iterator[str]:
        for row in self.base.organisations:
            yield from row.aliases
        for group in self.base.groups:
            yield from group.aliases
        for country in self.base.countries:
            yield from country.aliases

    def read(self, path: Path, on_fault: OnFault) -> Iterator[Row]:
        """`on_fault` is told of all that cannot be read, and of codes of no known country."""
        if is_agents_file(path):
            yield from self.agents(list(read_agents(path, on_fault)))
            return
        names: dict[str, list[str]] = {}
        actors = list(read_actors(path, on_fault))
        for fault in crossed_names(actors, path):
            on_fault(fault)
        for actor in actors:
            yield from self.actor(actor, names, path, on_fault)
        yield from self.named_countries(names)

    def agents(self, agents: Sequence[DictionaryAgent]) -> Iterator[Agent]:
        """The nouns in the singular, which is what the lemmas of a report are compared with."""
        nouns = {agent.noun.lower() for agent in agents}
        plurals = {plural(noun) for noun in nouns}
        of_plover = any(mark in agent.code for agent in agents for mark in PLOVER_ONLY)
        for agent in agents:
            noun = agent.noun.lower()
            sector, others = cameo_sectors(agent.code, PLOVER_ROLES if of_plover else CAMEO_ROLES, after_country=False)
            if sector is not None and noun not in plurals:
                yield Agent(noun=noun, sector=sector, other_sectors=others)

    def actor(
        self, actor: DictionaryActor, names: dict[str, list[str]], path: Path, on_fault: OnFault
    ) -> Iterator[Row]:
        for code in actor.codes:
            if not self.is_placed(code.code) and not code.is_null:
                what = f"{actor.name}: [{code.code}] begins with no country's code"
                on_fault(CodebookError(what, path=path, line=code.line, remedy="use ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG"))
        codes = [code for code in actor.codes if code.is_null or self.is_placed(code.code)]
        terms = terms_of(codes)
        dated = any(code.start or code.end for code in codes)
        if not terms:
            return
        if all(len(code) == 3 and self.countries.cameo(code) for code, _, _ in terms):
            for country, _, _ in terms:
                names.setdefault(CAMEO_COUNTRIES.get(country, country), []).extend((actor.name, *actor.aliases))
        elif self.is_person(actor, self.sectors(terms[0][0])[0], dated=dated):
            yield from self.person(actor, terms)
        else:
            yield from self.body(actor, terms)

    def is_placed(self, code: str) -> bool:
        return code[:3] in CAMEO_WIDE or code[:3] in CAMEO_ROLES or self.countries.cameo(code) is not None

    def sectors(self, code: str) -> Sectors:
        return cameo_sectors(code, CAMEO_ROLES, after_country=self.countries.cameo(code) is not None)

    def is_person(self, actor: DictionaryActor, sector: str | None, *, dated: bool) -> bool:
        _, name = self.office_before(clean(actor.name))
        words = [word.lower() for word in name.split()]
        named = len(words) > 1 and words[0] in self.given_names
        if len(words) > LONGEST_NAME or any(map(str.isdigit, name)):
            return False
        if words[-1].removesuffix("s") in self.body_words:
            return named and dated
        return named or (dated and (len(words) > 1 or sector not in GROUP_SECTORS))

    def office_before(self, name: str) -> tuple[str | None, str]:
        """The office that a name begins with, and the name behind it; "FORMER_PRESIDENT_…" counts for its person only."""
        words = name.lower().split()
        start = next((at for at, word in enumerate(words) if word not in FORMER), 0)
        former = start > 0
        sizes = (size for size in (4, 3, 2, 1) if self.is_body(" ".join(words[start : start + size])))
        start += next(sizes, 0)
        office, rest = self.titles.leading_office(" ".join(words[start:]))
        size = len(rest.split())
        if office is None or not size or rest.startswith(("of ", "for ", "to ", ",", "and ")):
            return None, name
        return None if former else office, " ".join(name.split()[-size:])

    def is_body(self, text: str) -> bool:
        return key(text) in self.country_names or key(text) in self.body_names

    def person(self, actor: DictionaryActor, terms: list[tuple[str, str | None, str | None]]) -> Iterator[Person]:
        """One line a term.  A name of one word keeps the office before it, by which alone it is known."""
        office, _ = self.office_before(clean(actor.name))
        names = dict.fromkeys(self.personal(clean(name)) for name in (actor.name, *actor.aliases))
        name, *aliases = [each for each in names if " " in each] or list(names)
        single = len(terms) == 1
        for code, start, end in terms:
            sector, others = self.sectors(code)
            country = self.countries.cameo(code)
            if country or sector:
                yield Person(
                    name=name, aliases=tuple(aliases), country=country, sector=sector, other_sectors=others,
                    office=office if single else None, start=start, end=end, source="dictionary",
                )  # fmt: skip

    def personal(self, name: str) -> str:
        _, bare = self.office_before(name)
        return usual_case(bare if " " in bare else name, self.acronyms)

    def body(self, actor: DictionaryActor, terms: list[tuple[str, str | None, str | None]]) -> Iterator[Organisation | Group]:
        """An organisation or group; our tables let only one line hold for a name and country, the last."""
        name, *aliases = dict.fromkeys(form for name in (actor.name, *actor.aliases) for form in self.body_forms(clean(name)))
        by_country = {self.countries.cameo(code): (code, start, end) for code, start, end in terms}
        for country, (code, start, end) in by_country.items():
            sector, others = self.sectors(code)
            if sector in GROUP_SECTORS:
                yield Group(
                    name=name, aliases=tuple(aliases), country=country, sector=sector, other_sectors=others, start=start,
                    end=end,
                )  # fmt: skip
            elif sector is not None:
                yield Organisation(
                    name=name, aliases=tuple(aliases), kind=KINDS.get(sector, OrganisationKind.OTHER), country=country,
                    sector=sector, other_sectors=others, start=start, end=end,
                )  # fmt: skip

    def body_forms(self, name: str) -> list[str]:
        """The name, and the acronym in brackets behind it; a short single word is an acronym itself."""
        found = ACRONYM.match(name)
        name, acronym = (found[1], [found[2]]) if found else (name, [])
        if " " in name or len(name) > MAYBE_SHORT or not name.isupper():
            return [usual_case(name, self.acronyms), *acronym]
        return [name] if len(name) <= SHORT or name in self.acronyms else [usual_case(name), name]

    def named_countries(self, names: dict[str, list[str]]) -> Iterator[Country]:
        """The lines of the countries with the names that they lacked; a line of the same key replaces the built-in one."""
        for country in self.base.countries:
            if country.end is not None and any(other.code == country.code and not other.end for other in self.base.countries):
                continue
            new = dict.fromkeys(
                usual_case(clean(name)) for name in names.get(country.code, ()) if key(name) not in self.country_names
            )
            new_names = tuple(name for name in new if len(name) > 3 and not any(map(str.isdigit, name)))
            if new_names:
                yield country.model_copy(update={"aliases": (*country.aliases, *new_names)})


def clean(name: str) -> str:
    """Without what no name in a table has."""
    return " ".join(re.sub(r'[";|#]', " ", name).split())
