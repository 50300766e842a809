"""The numbers of toponym resolution: how likely a name means a place, before and beside its context.

All scores are in units of a tenfold population.  The weights of support were chosen by hand, and tried on GeoWebNews:
country from 1.5 to 3.5, division from 1.5 to 2.5 and neighbour from 0.5 to 2.0 change accuracy within 161 km by less than
a point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dragoman.places.atlas import Candidate, Source

COUNTRY_PRIOR = 8.0
FEATURE_PRIOR = 8.0
USER_PRIOR = 20.0
CAPITAL_BONUS = 1.5
SECOND_LEVEL_PENALTY = 1.0  # a town of the name is meant more often than its district
ALIAS_PENALTY = 2.5  # "Garden City" is Singapore only where nothing else is
DIVISION_PENALTY = 0.7
REGION_PENALTY = 2.0
LEAST_PRIOR = 4.5  # below it, a place alone of its name may still be a coincidence
CLEAR_MARGIN = 1.5
ANCHORS = 60  # places whose neighbourhood supports others; more would only cost time
CONTAINER_KM = 150.0


@dataclass(frozen=True, slots=True)
class SupportWeights:
    country: float
    division: float
    neighbour: float
    neighbour_km: float


DEGREE_KM = 111.2  # of latitude
SUPPORT = SupportWeights(country=2.0, division=1.5, neighbour=1.0, neighbour_km=150.0)


def prior(c: Candidate) -> float:
    """How likely a name means this place before anything else is known."""
    if c.source is Source.USER:
        return USER_PRIOR
    if c.is_country:
        return COUNTRY_PRIOR
    if c.source is Source.FEATURE:
        return FEATURE_PRIOR
    score = math.log10(c.population + 10)
    if c.feature == "A.ADM2":
        score -= SECOND_LEVEL_PENALTY
    elif c.is_division:
        score -= DIVISION_PENALTY
    elif c.feature == "P.PPLC" and not c.by_alias:
        score += CAPITAL_BONUS
    elif c.feature == "L.RGN":
        score = max(score - REGION_PENALTY, REGION_PENALTY)
    return score - ALIAS_PENALTY if c.by_alias else score


def unambiguous(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """The place that a name means whatever the context: the only one, or one far ahead of the others."""
    ranked = sorted(candidates, key=prior, reverse=True)
    if not ranked or prior(ranked[0]) < LEAST_PRIOR:
        return None
    if len(ranked) > 1 and prior(ranked[0]) - prior(ranked[1]) < CLEAR_MARGIN:
        return None
    return ranked[0]


def contains(parent: Candidate, child: Candidate) -> bool:
    """Whether the child lies within the parent, a country or a division."""
    if parent is child or child.is_country or parent.country is None or parent.country != child.country:
        return False
    if parent.is_country:
        return True
    if parent.is_division:
        return child.division == parent.name and not child.is_division
    return child.feature.startswith("P.") and is_near(parent, child, CONTAINER_KM)


def is_near(a: Candidate, b: Candidate, km: float) -> bool:
    """Whether the distance is less than `km`; most pairs are told apart by their latitudes."""
    return abs(a.lat - b.lat) * DEGREE_KM < km and distance_km(a, b) < km


def distance_km(a: Candidate, b: Candidate) -> float:
    """Great-circle distance (haversine, mean radius 6,371 km)."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))
