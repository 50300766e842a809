"""Which place a toponym means: by what follows it, by the other places of the report, by size.  One sense a report.

The method is the field's usual one (Leidner 2007, "Toponym Resolution in Text"; the baselines of Gritta et al. 2019 for
GeoWebNews): containment first ("Paris, Texas"), then a score that adds to a prior (kind and population) the support of
the countries, divisions and neighbours that the report names.  A building or street that nothing lists is put where the
place is that its words or its sentence name, with little certainty.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Doc

from dragoman.places.atlas import Atlas, Candidate, Source
from dragoman.places.mention import Kind, Mention
from dragoman.places.scores import ANCHORS, CLEAR_MARGIN, SUPPORT, contains, distance_km, is_near, prior, unambiguous

CITY_OVER_DIVISION = 100_000  # inhabitants; "New York" is the city unless the state is said
CITY_SHARE = 1 / 3  # of the division's people: New York City is called New York, Oklahoma City is not called Oklahoma
COINCIDENCE = 15_000  # inhabitants
ROUNDS = 2  # the first settles what is clear, the second decides the rest beside it
SETTLED = 0.7
METROPOLIS = 500_000  # inhabitants; "Boston, New York and Rome" is a list of such
SAME_PLACE_KM = 50.0  # a city and its district are no rivals
LIST_LINKS = frozenset({",", "and", "or", "&", ";"})
PARENT_LINKS = frozenset({",", "(", "in"})
CERTAIN_CONTAINMENT, CERTAIN_CONTAINER, CERTAIN_ADJECTIVE, CERTAIN_WITHIN, CERTAIN_UNRESOLVED = 0.97, 0.95, 0.9, 0.2, 0.3
FAR_AHEAD = 4.0  # the margin of a candidate without rivals
CONTAINER_REACH = 4  # tokens between a building and the place it is said to be in


@dataclass(frozen=True, slots=True)
class Choice:
    """A place for a name, how sure that is (0..1), and the rule that chose it."""

    place: Candidate
    certain: float
    rule: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with its place; None if it could not be told."""

    mention: Mention
    place: Candidate | None
    certain: float
    rule: str


def resolve(doc: Doc, mentions: list[Mention], atlas: Atlas) -> list[Resolved]:
    """The mentions with their places, in the same order."""
    return Resolver(doc, mentions, atlas).run()


class Resolver:
    def __init__(self, doc: Doc, mentions: list[Mention], atlas: Atlas) -> None:
        self._doc, self._mentions, self._atlas = doc, mentions, atlas
        self._candidates = {m.key: self._look_up(m) for m in mentions}
        self._sentences = list(accumulate(bool(token.is_sent_start) for token in doc))
        self._countries: Counter[str] = Counter()
        self._divisions: set[tuple[str | None, str]] = set()
        self._anchors: list[Candidate] = []
        self._chosen: dict[str, Choice] = {}
        self._contained: dict[int, Choice] = {}
        self._within: dict[str, Candidate] = {}  # names said to be in a division where nothing of the name is listed
        self._said: dict[str, tuple[int, Choice]] = {}  # the first containment of each name, and where

    def run(self) -> list[Resolved]:
        self._gather_support()
        self._read_containment()
        for _ in range(ROUNDS):
            self._anchors = [*self._anchors, *self._settled()][:ANCHORS]
            self._chosen |= {key: self._best(found) for key, found in self._candidates.items() if found}
        towns = [self._of(i, mention) for i, mention in enumerate(self._mentions)]
        return self._with_containers(towns)

    def _look_up(self, mention: Mention) -> tuple[Candidate, ...]:
        if mention.kind is Kind.POSTAL:
            division = self._atlas.division_of(mention.key)
            return (division,) if division is not None else ()
        if mention.kind is Kind.FACILITY:
            return ()
        if mention.kind is Kind.ADJECTIVE:
            place = self._atlas.adjective(mention.key)
            return (place,) if place is not None else ()
        return self._atlas.find(mention.key)

    # --- what the report supports ---

    def _gather_support(self) -> None:
        for mention in self._mentions:
            place = unambiguous(self._candidates[mention.key])
            if place is None or mention.key in self._atlas.words["two_senses"]:
                continue
            if place.country:
                self._countries[place.country] += 1
            if place.is_division:
                self._divisions.add((place.country, place.name))
            elif not place.is_country and mention.kind is Kind.NAME and len(self._anchors) < ANCHORS:
                self._anchors.append(place)

    def _read_containment(self) -> None:
        """ "Paris, Texas": the second place contains the first; once said, it holds for the rest of the report."""
        for i in range(len(self._mentions) - 1):
            child, parent = self._mentions[i], self._mentions[i + 1]
            if child.kind is not Kind.NAME or parent.kind not in {Kind.NAME, Kind.POSTAL}:
                continue
            if parent.start - child.end != 1 or self._doc[child.end].text not in PARENT_LINKS:
                continue
            pairs = [(container, place) for container in self._candidates[parent.key] if container.feature.startswith("A.")
                     for place in self._candidates[child.key] if contains(container, place)]
            if not pairs:
                self._put_within(i)
                continue
            container, place = max(pairs, key=lambda pair: (self._score(pair[1]), self._score(pair[0])))
            if not (self._is_listing(i, place) or self._is_neighbour(i, place, container)):
                self._contain(i, place, container)

    def _put_within(self, i: int) -> None:
        """ "Ashton, Md.", where the gazetteer has no Ashton in Maryland: some place in Maryland, not one elsewhere."""
        child, parent = self._mentions[i], self._mentions[i + 1]
        container = next((c for c in self._candidates[parent.key] if c.is_division), None)
        alone = any(c.source is not Source.GAZETTEER for c in self._candidates[child.key])
        if container is None or alone or self._doc[child.end].text != "," or self._goes_on(i + 1):
            return
        self._within.setdefault(child.key, container)
        self._divisions.add((container.country, container.name))
        if container.country:
            self._countries[container.country] += 1

    def _goes_on(self, i: int) -> bool:
        """Whether the mention is followed by another in a list."""
        if i + 1 >= len(self._mentions):
            return False
        this, following = self._mentions[i], self._mentions[i + 1]
        return 1 <= following.start - this.end <= 2 and self._doc[this.end].text in LIST_LINKS

    def _contain(self, i: int, place: Candidate, container: Candidate) -> None:
        inside = Choice(place, CERTAIN_CONTAINMENT, f"containment:{container.name}")
        self._contained[i] = inside
        outside = Choice(container, CERTAIN_CONTAINER, f"container:{place.name}")
        self._contained[i + 1] = outside
        for n, choice in ((i, inside), (i + 1, outside)):
            if (key := self._mentions[n].key) not in self._said:
                self._said[key] = (n, choice)
        if place.country:
            self._countries[place.country] += 1
        if container.is_division:
            self._divisions.add((container.country, container.name))

    def _is_listing(self, i: int, place: Candidate) -> bool:
        """ "Washington, New York and Boston" lists cities: the second may be one, and the first be a far greater place."""
        parent, rivals = self._mentions[i + 1], self._candidates[self._mentions[i].key]
        if i + 2 >= len(self._mentions) or not any(prior(c) > prior(place) + CLEAR_MARGIN for c in rivals):
            return False
        return self._goes_on(i + 1) and any(
            c.feature.startswith("P.") and c.population >= METROPOLIS for c in self._candidates[parent.key]
        )

    def _is_neighbour(self, i: int, place: Candidate, container: Candidate) -> bool:
        """ "Canada, Mexico and Peru": a country beside a country is not a hamlet of its name within it."""
        if not container.is_country or place.is_division:
            return False
        return any(c.is_country for c in self._candidates[self._mentions[i].key])

    def _settled(self) -> list[Candidate]:
        """The places chosen so far with some certainty, to support their neighbours."""
        known = {a.geonameid for a in self._anchors}
        return [c.place for c in self._chosen.values() if c.certain >= SETTLED and c.place.geonameid not in known
                and is_local(c.place) and not c.place.is_division]

    # --- choosing ---

    def _best(self, candidates: tuple[Candidate, ...]) -> Choice:
        scored = sorted(((self._score(c), -n, c) for n, c in enumerate(candidates)), reverse=True, key=lambda s: s[:2])
        place = self._city_over_division(scored[0][2], candidates)
        rival = next((score for score, _, c in scored[1:] if not is_near(c, place, SAME_PLACE_KM)), None)
        margin = scored[0][0] - rival if rival is not None else FAR_AHEAD
        certain = round(1 - 0.5 * math.exp(-max(margin, 0.0)), 3)
        return Choice(place, certain, f"{place.source.name.lower()}:{place.name}")

    def _city_over_division(self, place: Candidate, candidates: tuple[Candidate, ...]) -> Candidate:
        """The city for a division of its name: reports say "Idlib" for either, and mean the city or what is around it."""
        if not place.is_division:
            return place
        cities = [
            c for c in candidates if c.feature.startswith("P.") and c.country == place.country and c.division == place.name
            and c.population >= (place.population * CITY_SHARE if c.by_alias else CITY_OVER_DIVISION)
        ]
        return max(cities, key=lambda c: c.population, default=place)

    def _score(self, c: Candidate) -> float:
        return prior(c) + self._support(c)

    def _support(self, c: Candidate) -> float:
        support, total = 0.0, sum(self._countries.values())
        if total and c.country:
            support += SUPPORT.country * math.sqrt(self._countries[c.country] / total)
        if self._has_division(c):
            support += SUPPORT.division
        if any(a.geonameid != c.geonameid and is_near(a, c, SUPPORT.neighbour_km) for a in self._anchors):
            support += SUPPORT.neighbour
        return support

    def _has_division(self, c: Candidate) -> bool:
        """Whether the report names the division that the place is in, or, of a division, some place in it."""
        if c.is_division:
            return any(a.division == c.name and a.country == c.country for a in self._anchors)
        return c.division is not None and (c.country, c.division) in self._divisions

    # --- results ---

    def _of(self, i: int, mention: Mention) -> Resolved:
        choice = self._contained.get(i) or self._chosen.get(mention.key)
        if mention.key in self._said and self._said[mention.key][0] < i and i not in self._contained:
            choice = self._said[mention.key][1]
        unlisted = mention.key in self._within and mention.key not in self._said
        if choice is None or unlisted or self._is_coincidence(choice):
            return Resolved(mention, None, CERTAIN_UNRESOLVED, "unresolved")
        if (division := self._division_said(mention, choice.place)) is not None:
            return Resolved(mention, division, choice.certain, f"{division.source.name.lower()}:{division.name}")
        if mention.kind is Kind.ADJECTIVE:
            return Resolved(mention, choice.place, CERTAIN_ADJECTIVE, f"adjective:{choice.place.name}")
        return Resolved(mention, choice.place, choice.certain, choice.rule)

    def _division_said(self, mention: Mention, place: Candidate) -> Candidate | None:
        """The division of a town's name, where the words say division: "Kandahar province"."""
        nouns = self._atlas.words["division_nouns"]
        after = self._doc[mention.end].lower_ if mention.end < len(self._doc) else ""
        if not place.feature.startswith("P.") or not ({after, self._doc[mention.end - 1].lower_} & nouns):
            return None
        areas = (c for c in self._candidates[mention.key] if c.feature.startswith("A.ADM") and c.country == place.country)
        return min(areas, key=lambda c: (not c.is_division, distance_km(c, place)), default=None)

    def _is_coincidence(self, choice: Choice) -> bool:
        """A small place in a country that the report, which names others, does not: a local name that nothing lists."""
        place = choice.place
        return (
            place.source is Source.GAZETTEER and place.population < COINCIDENCE and place.country not in self._countries
            and sum(self._countries.values()) > 1
        )

    def _with_containers(self, resolved: list[Resolved]) -> list[Resolved]:
        focus = self._focus(resolved)
        settled: list[Resolved] = []
        last: Resolved | None = None
        for i, r in enumerate(resolved):
            if r.place is None:
                following = resolved[i + 1] if i + 1 < len(resolved) else None
                near = self._container(r.mention, last, following) or focus
                settled.append(r if near is None else Resolved(r.mention, near, CERTAIN_WITHIN, f"within:{near.name}"))
                continue
            settled.append(r)
            if r.mention.kind is Kind.NAME and is_local(r.place):
                last = r
        return settled

    def _container(self, building: Mention, last: Resolved | None, following: Resolved | None) -> Candidate | None:
        """The place in the building's own name, or said after it ("in Derry"), or before it in the sentence."""
        if building.key in self._within:
            return self._within[building.key]
        if building.inner is not None and (candidates := self._atlas.find(building.inner)):
            chosen = self._chosen.get(building.inner) or self._best(candidates)
            if is_local(chosen.place):
                return chosen.place
        if following is not None and following.place is not None and is_local(following.place) and (
            following.mention.kind is Kind.NAME and following.mention.start - building.end <= CONTAINER_REACH
        ):
            return following.place
        if last is not None and self._sentences[last.mention.start] == self._sentences[building.start]:
            return last.place
        return None

    def _focus(self, resolved: list[Resolved]) -> Candidate | None:
        """The place that the report names most, of those smaller than a country; the first of equals."""
        counts: Counter[Candidate] = Counter(
            r.place for r in resolved if r.place is not None and r.mention.kind is Kind.NAME and is_local(r.place)
        )
        return max(counts, key=lambda c: counts[c], default=None)


def is_local(place: Candidate) -> bool:
    """Whether the place is small enough to say where a building in it stands."""
    return place.feature.startswith(("P.", "S.", "A.ADM")) or (place.feature.startswith("T.") and bool(place.country))
