from __future__ import annotations

import ast
import inspect
from collections import Counter

import pytest

from dragoman.places import context, evidence, mentions, resolve
from dragoman.places.atlas import Atlas
from dragoman.places.names import fold
from dragoman.places.tables import PlaceTables, load_tables


@pytest.fixture(scope="module")
def tables() -> PlaceTables:
    return load_tables()


def test_every_country_has_its_place_once(tables: PlaceTables) -> None:
    assert len(tables.countries) >= 249
    assert max(Counter(c.iso2 for c in tables.countries).values()) == 1
    assert len({c.geonameid for c in tables.countries}) == len(tables.countries)


def test_the_divisions_are_those_of_known_countries(tables: PlaceTables) -> None:
    assert len(tables.divisions) >= 800
    known = {c.iso2 for c in tables.countries}
    assert {d.code.split(".")[0] for d in tables.divisions} <= known


def test_the_english_names_are_of_divisions_that_exist(tables: PlaceTables) -> None:
    assert set(tables.division_names) <= {d.code for d in tables.divisions}


def test_the_features_are_of_known_countries(tables: PlaceTables) -> None:
    assert len(tables.features) >= 700
    assert {f.country for f in tables.features} - {None} <= {c.iso3 for c in tables.countries}


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Yellow Sea", 35, 123), ("Strait of Hormuz", 26.6, 56.3), ("Golan", 33, 35.8), ("Donbass", 48.3, 38.2),
        ("Fordo", 34.9, 51), ("Rafah crossing", 31.2, 34.3), ("Panmunjom", 38, 126.7), ("Diego Garcia", -7.3, 72.4),
        ("Kremlin", 55.8, 37.6), ("Zaatari", 32.3, 36.3), ("Suwałki Gap", 54.1, 23.2), ("Everest", 28, 86.9),
    ],
)  # fmt: skip
def test_features_stand_where_they_are(atlas: Atlas, name: str, lat: float, lon: float) -> None:
    place = atlas.listed(fold(name))[0]
    assert abs(place.lat - lat) < 2
    assert abs(place.lon - lon) < 2


@pytest.mark.parametrize("name", ["locative", "never", "doubtful", "unit", "facility", "body", "postal", "direction"])
def test_the_word_lists_that_rules_name_exist(tables: PlaceTables, name: str) -> None:
    assert tables.words[name]


def test_a_word_list_has_folded_words(tables: PlaceTables) -> None:
    codes = {country.iso3 for country in tables.countries}
    assert all(word == word.lower() or word in codes for words in tables.words.values() for word in words)


def test_the_lists_that_are_read_are_all_there(tables: PlaceTables) -> None:
    """Every list that the rules name by a string is a line of words.csv."""
    modules = (context, evidence, mentions, resolve)
    nodes = [node for module in modules for node in ast.walk(ast.parse(inspect.getsource(module)))]
    calls = [n.args[1] for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "attr", "") == "is_among"]
    indices = [n.slice for n in nodes if isinstance(n, ast.Subscript) and ast.unparse(n.value).endswith("words")]
    asked = {n.value for n in (*calls, *indices) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    assert len(asked) > 12
    assert asked <= set(tables.words)
