"""The dictionaries of TABARI and PETRARCH are read as their manuals say, and what cannot be read is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.actors.dictionaries import (
    Code,
    DictionaryActor,
    crossed_names,
    is_agents_file,
    read_actors,
    read_agents,
)
from dragoman.actors.importers.terms import terms_of
from dragoman.errors import CodebookError

ACTORS = """<!-- OUR PROJECT'S ACTORS -->
<!-- several
NOBODY_ [XXX]
lines -->
# .actor file, generated at: Thu Jan 30 16:06:18 2014
RURITANIA_  [RUR]
+RURITANIAN_
+STRELSAU   # the capital
+THE KINGDOM OF_RURITANIA ; jw  9/24/91

RUDOLF_ELPHBERG_  ; CountryInfo.txt
+KING_RUDOLF
\t[RURELI 19620101-780427]
\t[RURGOV 780427-800430] # crowned
\t[RURELI > 800430]

BLACK_MICHAEL [RUROPP]  # default
\t[RURREB < 19780427]
\t[---  20100109-20100112]
HENTZAU <!-- and no more --> [RURMIL 010203-040506][RURGOV >040506]
"""


def actors(tmp_path: Path, content: str | bytes, on_fault: Callable[[CodebookError], None]) -> list[DictionaryActor]:
    path = tmp_path / "our.actors.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_actors(path, on_fault))


def refuse(fault: CodebookError) -> None:
    raise AssertionError(str(fault))


def test_names_aliases_and_dated_codes_are_read(tmp_path):
    country, king, brother, guard = actors(tmp_path, ACTORS, refuse)
    assert (country.name, country.line) == ("RURITANIA", 6)
    assert country.aliases == ["RURITANIAN", "STRELSAU", "THE KINGDOM OF RURITANIA"]
    assert [code.code for code in country.codes] == ["RUR"]
    assert (king.name, king.aliases) == ("RUDOLF ELPHBERG", ["KING RUDOLF"])
    assert king.codes == [
        Code(13, "RURELI", "1962-01-01", "1978-04-27"), Code(14, "RURGOV", "1978-04-27", "1980-04-30"),
        Code(15, "RURELI", "1980-04-30", None),
    ]  # fmt: skip
    assert [(code.code, code.start, code.end, code.is_null) for code in brother.codes] == [
        ("RUROPP", None, None, False), ("RURREB", None, "1978-04-27", False), ("---", "2010-01-09", "2010-01-12", True),
    ]  # fmt: skip
    assert (guard.name, len(guard.codes)) == ("HENTZAU", 2)


DATES = {
    "[AAAGOV 300101-301231]": ("2030-01-01", "2030-12-31"),
    "[AAAGOV 310101-311231]": ("1931-01-01", "1931-12-31"),
    "[AAAGOV 290101-330807]": ("1929-01-01", "1933-08-07"),
    "[AAAGOV 19850100-19900000]": ("1985-01", "1990"),
    "[AAAGOV < 950601]": (None, "1995-06-01"),
    "[AAAGOV >19950601]": ("1995-06-01", None),
    "[AAAGOV 19950601 - 19990815]": ("1995-06-01", "1999-08-15"),
    "[AAAGOV 1995060112-19990815]": ("1995-06-01", "1999-08-15"),
    "[AAAGOV]": (None, None),
}


@pytest.mark.parametrize(("code", "days"), DATES.items())
def test_days_of_six_and_eight_digits(tmp_path, code, days):
    (actor,) = actors(tmp_path, f"A_B_\n\t{code}\n", refuse)
    assert (actor.codes[0].start, actor.codes[0].end) == days


FAULTS = {
    "no such day": ("A_B_ [AAA]\n\t[AAAGOV 20110229-20120101]\n", 2, "20110229 is no day of the calendar"),
    "seven digits": ("A_B_ [AAA]\n\t[AAAGOV 2004017-20061201]\n", 2, "2004017 is no day of the calendar"),
    "the end before the start": ("A_B_ [AAA]\n\t[AAAGOV 20121207-20120802]\n", 2, "ends before it starts"),
    "a date without a sign": ("A_B_ [AAA]\n\t[AAAGOV 20121204]\n", 2, "is no code with dates"),
    "an alias of nobody": ("+A_B_\nC_D_ [AAA]\n", 1, "an alias or code before the first name"),
    "no code": ("A_B_\n+C_D_\n\nE_F_ [AAA]\n", 1, "A B has no code"),
    "the last without a code": ("A_B_ [AAA]\nC_D_\n", 2, "C D has no code"),
    "an older encoding": (b"COTE_D\x92IVOIRE_ [CIV]\n", 1, "byte 0x92 is not UTF-8; read as Windows-1252"),
    "a picture": (b"A_B_ [AAA]\n\x89PNG\r\n\x1a\n\x00\x00", 4, "NUL bytes"),
}


@pytest.mark.parametrize(("content", "line", "message"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_read_is_named_with_its_line_and_a_remedy(tmp_path, content, line, message):
    faults: list[CodebookError] = []
    found = actors(tmp_path, content, faults.append)
    assert len(found) == (0 if "NUL" in message else 1)
    assert [(fault.line, message in fault.what, bool(fault.remedy)) for fault in faults] == [(line, True, True)]


def test_an_older_encoding_is_read_all_the_same(tmp_path):
    (actor,) = actors(tmp_path, b"COTE_D\x92IVOIRE_ [CIV]\n", lambda fault: None)
    assert actor.name == "COTE D’IVOIRE"


def test_aliases_in_a_circle_are_named(tmp_path):
    found = actors(tmp_path, "A_B_ [AAA]\n+C_D_\n+A_B_\nC_D_ [AAA]\n+A_B_\n", refuse)
    (fault,) = crossed_names(found, tmp_path)
    assert (fault.line, fault.what) == (4, "C D is an alias of A B (line 1), which is an alias of it")


AGENTS = """!PERSON! = MAN, MEN, WOMAN
!MINIST! = MINISTER, MINISTRY
POLICE!PERSON!  [~COP]
DEFENSE_!MINIST! [~GOVMIL]  # jap 11 Oct 2002
CHAMBER_OF_COMMERCE {CHAMBERS_OF_COMMERCE} [~BUS]
HUMAN_RIGHTS_BODY {} [NGO~]
FIRE!SQUAD! [~GOV]
WITHOUT_CODE {}
"""


def test_agents_with_markers_plurals_and_codes_before_or_behind(tmp_path):
    path = tmp_path / "agents.txt"
    path.write_text(AGENTS)
    faults: list[CodebookError] = []
    found = [(agent.noun, agent.code, agent.before) for agent in read_agents(path, faults.append)]
    assert found == [
        ("POLICEMAN", "COP", False), ("POLICEMEN", "COP", False), ("POLICEWOMAN", "COP", False),
        ("DEFENSE MINISTER", "GOVMIL", False), ("DEFENSE MINISTRY", "GOVMIL", False),
        ("CHAMBER OF COMMERCE", "BUS", False), ("HUMAN RIGHTS BODY", "NGO", True),
    ]  # fmt: skip
    assert [(fault.line, fault.what) for fault in faults] == [(7, "unknown marker !SQUAD!"), (8, "no noun with a code")]
    assert is_agents_file(path)


def codes(*given: tuple[str, str | None, str | None]) -> list[Code]:
    return [Code(1, code, start, end) for code, start, end in given]


TERMS = {
    "one after the other": (
        codes(("A", "1990-01-01", "1995-06-01"), ("B", "1995-06-01", "1999-12-31")),
        [("A", "1990-01-01", "1995-06-01"), ("B", "1995-06-01", "1999-12-31")],
    ),
    "the undated fills what is left": (
        codes(("E", None, None), ("G", "1990-01-01", "1995-06-01")),
        [("E", None, "1989-12-31"), ("G", "1990-01-01", "1995-06-01"), ("E", "1995-06-02", None)],
    ),
    "the first of overlapping ones holds": (
        codes(("B", None, "2008-01-20"), ("O", "2010-01-09", "2010-01-12"), ("M", "2008-01-20", "2012-11-09")),
        [("B", None, "2008-01-20"), ("M", "2008-01-20", "2010-01-08"), ("O", "2010-01-09", "2010-01-12"),
         ("M", "2010-01-13", "2012-11-09")],
    ),
    "one code twice is one term": (
        codes(("G", "1979-09-17", "1979-12-27"), ("G", "1979-03-27", "1979-12-27")), [("G", "1979-03-27", "1979-12-27")],
    ),
    "a null code is a gap": (
        codes(("---", "2010", "2010-02"), ("G", None, None)), [("G", None, "2009-12-31"), ("G", "2010-03-01", None)],
    ),
    "undated alone": (codes(("G", None, None)), [("G", None, None)]),
    "covered wholly": (codes(("A", "1990", "1999"), ("B", "1992-02", "1993-12-31")), [("A", "1990-01-01", "1999-12-31")]),
    "nothing": ([], []),
}  # fmt: skip


@pytest.mark.parametrize(("given", "terms"), TERMS.values(), ids=TERMS)
def test_at_each_day_the_first_code_that_holds(given, terms):
    assert terms_of(given) == terms


def test_the_published_dictionaries_are_read_completely():
    """A folder with files of the Phoenix dictionaries, whose few faults are their own."""
    folder = os.environ.get("DRAGOMAN_DICTIONARIES")
    if not folder:
        pytest.skip("DRAGOMAN_DICTIONARIES names no folder with actor dictionaries")
    for path in sorted(Path(folder).glob("*.txt")):
        faults: list[CodebookError] = []
        read = read_agents if is_agents_file(path) else read_actors
        entries = list(read(path, faults.append))  # type: ignore[operator]
        assert len(entries) > 1_000
        assert len(faults) < len(entries) / 100
