from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.errors import CodebookError
from dragoman.places.gazetteer import Gazetteer, GazetteerRow, write_gazetteer

ROWS = [
    GazetteerRow(1, "Novi Brod", 48.0212, 37.8032, "UA", "05", "P.PPL", 12_000, ("Novyi Brid", "Новий Брід")),
    GazetteerRow(2, "Novi Brod", -12.5, -55.25, "BR", "14", "P.PPL", 900),
    GazetteerRow(3, "Port-Élise", 4.05, 9.7, "CM", "05", "P.PPLA", 40_000),
]


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "places" / "gazetteer.sqlite"
    assert write_gazetteer(path, ROWS) == 3
    return Gazetteer(path)


def test_a_name_gives_all_its_places(gazetteer: Gazetteer) -> None:
    hits = gazetteer.find("novi brod")
    assert {(hit.geonameid, hit.country, hit.by_alias) for hit in hits} == {(1, "UA", False), (2, "BR", False)}


def test_an_alternate_name_is_marked_as_such(gazetteer: Gazetteer) -> None:
    (hit,) = gazetteer.find("novyi brid")
    assert (hit.geonameid, hit.by_alias, hit.name) == (1, True, "Novi Brod")


def test_coordinates_and_spelling_are_kept(gazetteer: Gazetteer) -> None:
    (hit,) = gazetteer.find("port elise")
    assert (hit.name, hit.lat, hit.lon, hit.feature, hit.population) == ("Port-Élise", 4.05, 9.7, "P.PPLA", 40_000)


def test_an_unknown_name_gives_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("nowhere") == []


def test_writing_again_replaces_the_file_and_leaves_no_other(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "places" / "gazetteer.sqlite"
    write_gazetteer(path, ROWS[:1])
    assert [p.name for p in path.parent.iterdir()] == ["gazetteer.sqlite"]
    assert len(Gazetteer(path).find("novi brod")) == 1


def test_a_broken_row_leaves_the_older_file_untouched(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "places" / "gazetteer.sqlite"

    def rows():
        yield ROWS[0]
        raise ValueError("the dump ends here")

    with pytest.raises(ValueError, match="ends here"):
        write_gazetteer(path, rows())
    assert len(Gazetteer(path).find("novi brod")) == 2


def test_a_pickled_gazetteer_opens_its_file_again(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("port elise")
    assert pickle.loads(pickle.dumps(gazetteer)).find("port elise") == gazetteer.find("port elise")


def test_threads_share_a_gazetteer(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert all(len(hits) == 2 for hits in pool.map(gazetteer.find, ["novi brod"] * 40))


@pytest.mark.parametrize("content", [b"", b"name,lat,lon\n", b"SQLite format 3\x00" + b"\x00" * 100])
def test_a_file_that_is_no_gazetteer_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(content)
    with pytest.raises(CodebookError, match=r"gazetteer\.sqlite: not a usable gazetteer.*importer"):
        Gazetteer(path).find("kyiv")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="there is no such file"):
        Gazetteer(tmp_path / "none.sqlite").find("kyiv")
