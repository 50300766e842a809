"""Which place a toponym means: by what follows it, by the other places of the report, by size.  One sense a report.

The method is the field's usual one (Leidner 2007, "Toponym Resolution in Text"; the baselines of Gritta et al. 2019 for
GeoWebNews): containment first ("Paris, Texas"), then a score that adds a prior (kind and population) to the support of
the countries, divisions and neighbours that the report names.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.places.atlas import Atlas, Candidate, Source
from dragoman.places.mentions import Kind, Mention

COUNTRY_PRIOR = 9.0
FEATURE_PRIOR = 8.0
USER_PRIOR = 20.0
CAPITAL_BONUS = 1.0
COUNTRY_SUPPORT = 3.0
DIVISION_SUPPORT = 2.0
NEIGHBOUR_SUPPORT = 1.5
NEIGHBOUR_KM = 150.0
ALIAS_PENALTY = 1.5
CITY_OVER_DIVISION = 100_000  # inhabitants; "New York" is the city unless the state is said


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with its place (None: it could not be told), how sure that is (0..1), and the rule."""

    mention: Mention
    place: Candidate | None
    certain: float
    rule: str


def resolve(doc: Doc, mentions: list[Mention], atlas: Atlas) -> list[Resolved]:
    return Resolver(doc, mentions, atlas).run()


class Resolver:
    def __init__(self, doc: Doc, mentions: list[Mention], atlas: Atlas) -> None:
        self._doc, self._mentions, self._atlas = doc, mentions, atlas
        self._countries: Counter[str] = Counter()
        self._divisions: set[tuple[str | None, str]] = set()
        self._anchors: list[Candidate] = []
        self._chosen: dict[str, tuple[Candidate, float, str]] = {}
        self._contained: dict[int, tuple[Candidate, float, str]] = {}

    def run(self) -> list[Resolved]:
        keys = list(dict.fromkeys(m.key for m in self._mentions if m.kind is not Kind.ADJECTIVE))
        candidates = {key: self._atlas.find(key) for key in keys}
        self._gather_support(candidates)
        self._read_containment(candidates)
        for key in keys:
            if key not in self._chosen and candidates[key]:
                self._chosen[key] = self._best(candidates[key])
        resolved = [self._of(i, mention) for i, mention in enumerate(self._mentions)]
        return self._with_fallback(resolved)

    # --- the report's context ---

    def _gather_support(self, candidates: dict[str, tuple[Candidate, ...]]) -> None:
        for mention in self._mentions:
            place: Candidate | None
            if mention.kind is Kind.ADJECTIVE:
                place = self._atlas.adjective(mention.key)
            else:
                place = unambiguous(candidates[mention.key])
            if place is None:
                continue
            if place.country:
                self._countries[place.country] += 1
            if place.division:
                self._divisions.add((place.country, place.division))
            if not place.is_country and mention.kind is not Kind.ADJECTIVE and len(self._anchors) < 60:
                self._anchors.append(place)

    def _read_containment(self, candidates: dict[str, tuple[Candidate, ...]]) -> None:
        """ "Paris, Texas": the second place contains the first; seen once, it holds for the whole report."""
        for i in range(len(self._mentions) - 1):
            child, parent = self._mentions[i], self._mentions[i + 1]
            if Kind.ADJECTIVE in (child.kind, parent.kind) or parent.start - child.end != 1:
                continue
            if self._doc[child.end].text not in {",", "("}:
                continue
            parents = [c for c in candidates[parent.key] if c.is_country or c.is_division or c.feature.startswith("A.")]
            inside = [(c, p) for p in parents for c in candidates[child.key] if contains(p, c)]
            if not inside:
                continue
            place, container = max(inside, key=lambda pair: (self._score(pair[1]), self._score(pair[0])))
            choice = (place, 0.97, f"containment:{container.name}")
            self._contained[i] = choice
            self._chosen.setdefault(child.key, choice)
            self._countries[place.country or ""] += 1
            if container.is_division:
                self._chosen.setdefault(parent.key, (container, 0.95, f"container of:{place.name}"))
                self._contained[i + 1] = (container, 0.95, f"container of:{place.name}")

    # --- choosing ---

    def _best(self, candidates: tuple[Candidate, ...]) -> tuple[Candidate, float, str]:
        scored = sorted(((self._score(c), -n, c) for n, c in enumerate(candidates)), reverse=True, key=lambda s: s[:2])
        top = scored[0]
        place = self._city_over_division(top[2], candidates)
        margin = top[0] - scored[1][0] if len(scored) > 1 else 4.0
        certain = round(min(0.98, 1 - 0.5 * math.exp(-max(margin, 0.0))), 3)
        return place, certain, f"{place.source.name.lower()}:{place.name}"

    def _city_over_division(self, place: Candidate, candidates: tuple[Candidate, ...]) -> Candidate:
        if not place.is_division:
            return place
        cities = [c for c in candidates if c.feature.startswith("P.") and c.country == place.country
                  and c.division == place.name and c.population >= CITY_OVER_DIVISION]
        return max(cities, key=lambda c: c.population, default=place)

    def _score(self, c: Candidate) -> float:
        return prior(c) + self._support(c)

    def _support(self, c: Candidate) -> float:
        support = 0.0
        total = sum(self._countries.values())
        if total and c.country:
            support += COUNTRY_SUPPORT * math.sqrt(self._countries[c.country] / total)
        if c.division and not c.is_division and (c.country, c.division) in self._divisions:
            support += DIVISION_SUPPORT
        if any(a is not c and a.geonameid != c.geonameid and distance_km(a, c) < NEIGHBOUR_KM for a in self._anchors):
            support += NEIGHBOUR_SUPPORT
        return support

    # --- results ---

    def _of(self, i: int, mention: Mention) -> Resolved:
        if mention.kind is Kind.ADJECTIVE:
            place = self._atlas.adjective(mention.key)
            return Resolved(mention, place, 0.9, f"adjective:{place.name if place else mention.key}")
        choice = self._contained.get(i) or self._chosen.get(mention.key)
        if choice is None:
            return Resolved(mention, None, 0.3, "unresolved")
        return Resolved(mention, *choice)

    def _with_fallback(self, resolved: list[Resolved]) -> list[Resolved]:
        """A street or building that nothing lists stands for the place of its sentence, or of the report."""
        towns = [r for r in resolved if r.place is not None and r.mention.kind is Kind.NAME]
        focus = self._focus(towns)
        out: list[Resolved] = []
        last: Resolved | None = None
        following = iter(towns)
        for r in resolved:
            if r.place is not None:
                if r in towns and not r.place.is_country:
                    last = r
                out.append(r)
                continue
            near = last.place if last is not None and self._same_sentence(last.mention, r.mention) else focus
            if near is None:
                out.append(r)
            else:
                out.append(Resolved(r.mention, near, 0.2, f"within:{near.name}"))
        del following
        return out

    def _focus(self, towns: list[Resolved]) -> Candidate | None:
        counts: dict[int | None, int] = defaultdict(int)
        places: dict[int | None, Candidate] = {}
        for r in towns:
            if r.place is not None:
                weight = 3 if r.place.feature.startswith("P.") else 2 if r.place.is_division else 1
                counts[r.place.geonameid] += weight
                places.setdefault(r.place.geonameid, r.place)
        best = max(counts, key=lambda g: counts[g], default=None)
        return places.get(best)

    def _same_sentence(self, a: Mention, b: Mention) -> bool:
        return bool(self._doc[a.start].sent.start == self._doc[b.start].sent.start)


def prior(c: Candidate) -> float:
    """How likely a name means this place before anything else is known, in units of a tenfold population."""
    if c.source is Source.USER:
        return USER_PRIOR
    if c.is_country:
        return COUNTRY_PRIOR
    if c.source is Source.FEATURE:
        return FEATURE_PRIOR
    score = math.log10(c.population + 10)
    if c.feature == "A.ADM2":
        score -= 1.0
    elif c.feature == "P.PPLC":
        score += CAPITAL_BONUS
    elif c.feature == "L.RGN":
        score = max(score - 2.0, 2.0)
    return score - ALIAS_PENALTY if c.by_alias else score


def unambiguous(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """The place that a name means whatever the context: the only one, or one far ahead of the others."""
    if not candidates:
        return None
    ranked = sorted(candidates, key=prior, reverse=True)
    if len(ranked) == 1 or prior(ranked[0]) - prior(ranked[1]) >= 1.5:
        return ranked[0] if prior(ranked[0]) >= 4.5 or len(ranked) == 1 else None
    return None


def contains(parent: Candidate, child: Candidate) -> bool:
    if parent is child or parent.country is None or parent.country != child.country or child.is_country:
        return False
    if parent.is_country:
        return True
    if parent.is_division:
        return child.division == parent.name and not child.is_division
    return distance_km(parent, child) < NEIGHBOUR_KM and child.feature.startswith("P.")


def distance_km(a: Candidate, b: Candidate) -> float:
    """Great-circle distance (haversine, mean radius 6,371 km)."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))
