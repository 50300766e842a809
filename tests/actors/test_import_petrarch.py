"""Dictionaries of TABARI and PETRARCH become tables, which are a codebook; titles and names are read on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.base import Agent, Base, Country, Group, Organisation, OrganisationKind, Person, load_base
from dragoman.actors.importers.codes import CountryCodes, topic_sectors
from dragoman.actors.importers.merging import Merger
from dragoman.actors.importers.names import person_names, tidy, usual_case
from dragoman.actors.importers.offices import Titles, years_of
from dragoman.actors.importers.tables import Source, import_actors, read_source
from dragoman.codebook.tables import BUILT_IN, Row
from dragoman.errors import CodebookError

DICTIONARY = """
GHANA_  [GHA]
+GHANNA_
+GHANA_
+KUMASI_

MOHAMMAD_KWESI_ADJEI_  # CountryInfo.txt
+PRESIDENT_ADJEI
\t[GHAELI 620101-780427]
\t[GHAGOV 780427-800430]
\t[GHAELI]
PRESIDENT_JOHN_OSEI_BOATENG  [GHAGOV]
GHANAIAN_ROYAL_COAST_GUARD_(GRCG)_ [GHAMIL]
VOLTA_LIBERATION_FRONT_ [GHAREB] #  kkl 21 Mar 13
+VLF_
+FRONT_OF_THE_VOLTA_
MINISTRY_OF_TRUTH_ [GHAGOVMED]
WEST_COAST_SHIPPING_ [MNC]
UN_MISSION_IN_VOLTA_ [IGOUNOREFHCR]
THE_NOWHERE_TIMES [XYZMED]
INDIAN_OCEAN  [---]
"""


@pytest.fixture(scope="module")
def built_in() -> Base:
    return load_base()


@pytest.fixture(scope="module")
def titles(built_in: Base) -> Titles:
    return Titles(built_in)


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "our.actors.txt"
    path.write_text(DICTIONARY)
    return path


def read(path: Path, base: Base) -> tuple[list[Row], list[CodebookError]]:
    faults: list[CodebookError] = []
    return list(read_source(Source.PETRARCH, path, base, faults.append)), faults


def test_entries_become_persons_groups_and_bodies_by_their_codes(dictionary, built_in):
    rows, faults = read(dictionary, built_in)
    assert [(fault.line, fault.what) for fault in faults] == [
        (20, "THE NOWHERE TIMES: [XYZMED] begins with no country's code")
    ]
    persons = [row for row in rows if isinstance(row, Person)]
    assert [(row.name, row.country, row.sector, row.office, row.start, row.end) for row in persons] == [
        ("Mohammad Kwesi Adjei", "GHA", "ELI", None, None, "1978-04-27"),
        ("Mohammad Kwesi Adjei", "GHA", "GOV", None, "1978-04-27", "1980-04-30"),
        ("Mohammad Kwesi Adjei", "GHA", "ELI", None, "1980-05-01", None),
        ("John Osei Boateng", "GHA", "GOV", "president", None, None),
    ]
    assert [row for row in rows if isinstance(row, Group)] == [
        Group(name="Volta Liberation Front", aliases=("VLF", "Front of the Volta"), country="GHA", sector="REB")
    ]
    bodies = [row for row in rows if isinstance(row, Organisation)]
    assert [(row.name, row.aliases, row.kind, row.country, row.sector, row.other_sectors) for row in bodies] == [
        ("Ghanaian Royal Coast Guard", ("GRCG",), OrganisationKind.AGENCY, "GHA", "MIL", ()),
        ("Ministry of Truth", (), OrganisationKind.AGENCY, "GHA", "GOV", ()),
        ("West Coast Shipping", (), OrganisationKind.COMPANY, None, "BUS", ()),
        ("UN Mission in Volta", (), OrganisationKind.IGO, None, "IGO", ("REF",)),
    ]


def test_other_names_of_a_country_are_added_to_its_line(dictionary, built_in):
    rows, _ = read(dictionary, built_in)
    (ghana,) = (row for row in rows if isinstance(row, Country))
    (known,) = (row for row in built_in.countries if row.code == "GHA")
    assert ghana == known.model_copy(update={"aliases": (*known.aliases, "Ghanna", "Kumasi")})


def test_agents_are_nouns_in_the_singular(tmp_path, built_in):
    path = tmp_path / "agents.txt"
    path.write_text(
        "!MINIST! = MINISTER, MINISTERS, MINISTRY, MINISTRIES\nTRUTH_!MINIST! [~GOVMED]\nGO_BETWEEN [~JRN]\nHEALER {} [~MED]\n"
        "AID_BODY [NGO~]\nJUNK [~JNK]\n"
    )
    rows, faults = read(path, built_in)
    assert faults == []
    assert rows == [
        Agent(noun="truth minister", sector="GOV", other_sectors=("MED",)),
        Agent(noun="truth ministry", sector="GOV", other_sectors=("MED",)), Agent(noun="go between", sector="JRN"),
        Agent(noun="healer", sector="MED"), Agent(noun="aid body", sector="NGO"),
    ]  # fmt: skip


def test_what_is_imported_is_a_codebook(dictionary, built_in, tmp_path):
    out = tmp_path / "tables"
    counts = import_actors(Source.PETRARCH, dictionary, out, built_in, lambda fault: None)
    assert counts == {"countries": 1, "persons": 4, "organisations": 4, "groups": 1}
    base = load_base((BUILT_IN, out))
    assert len(base.countries) == len(built_in.countries)
    assert base.persons[-1].name == "John Osei Boateng"
    assert [path.name for path in sorted((out / "actors").iterdir())] == [
        "countries.csv", "groups.csv", "organisations.csv", "persons.csv",
    ]  # fmt: skip


def test_one_table_alone_may_be_written(dictionary, built_in, tmp_path):
    counts = import_actors(Source.PETRARCH, dictionary, tmp_path / "groups.csv", built_in, lambda fault: None)
    assert counts == {"groups": 1}
    assert import_actors(Source.PETRARCH, dictionary, tmp_path / "x.csv", built_in, lambda fault: None) == {"persons": 4}


def test_a_table_that_is_there_is_not_written_over(dictionary, built_in, tmp_path):
    out = tmp_path / "persons.csv"
    out.write_text("name\nSomebody Dear\n")
    with pytest.raises(CodebookError, match="there is a table already"):
        import_actors(Source.PETRARCH, dictionary, out, built_in, lambda fault: None)
    assert out.read_text() == "name\nSomebody Dear\n"


def test_an_import_that_fails_leaves_nothing_half_written(dictionary, built_in, tmp_path):
    def refuse(fault: CodebookError) -> None:
        raise fault

    with pytest.raises(CodebookError):
        import_actors(Source.PETRARCH, dictionary, tmp_path / "tables", built_in, refuse)
    assert not list((tmp_path / "tables").rglob("*.*"))


def test_a_person_of_the_base_keeps_the_name_there():
    term = Person(name="Haruto Senda", aliases=("H. Senda",), country="JPN", office="envoy", start="2001")
    merged = Merger(Base((), (), (), (), (), (term,)))
    other = Person(name="SENDA-HARUTO", aliases=("Haruto Senda",), country="JPN", office="mayor", start="2010")
    assert merged(other) == other.model_copy(update={"name": "Haruto Senda", "aliases": ("SENDA-HARUTO",)})
    same = Person(name="Haruto Senda", aliases=("Haruto-Senda", "Haruto Sendo"), country="JPN", office="envoy", start="2001")
    assert merged(same) == same.model_copy(update={"aliases": ("H. Senda", "Haruto Sendo")})
    stranger = Person(name="Haruto Senda", country="PER")
    assert merged(stranger) == stranger


TITLES = {
    "Minister of Foreign Affairs of Ghana": ("foreign minister", "GOV"),
    "Federal Minister of Defence": ("defence minister", "GOV"),
    "French Minister of Justice": ("justice minister", "GOV"),
    "President of Chile": ("president", "GOV"),
    "President of the Republic": ("president", "GOV"),
    "President of the Senate of Chile": ("speaker", "LEG"),
    "President of the Supreme Court of Ghana": ("chief justice", "JUD"),
    "President of the National Olympic Committee": (None, None),
    "Governor of the Bank of Ghana": ("central bank governor", "GOV"),
    "Governor of Texas": ("governor", "GOV"),
    "member of the German Bundestag": ("member of parliament", "LEG"),
    "United States Secretary of State": ("secretary of state", "GOV"),
    "Secretary of State for Work and Pensions": ("minister", "GOV"),
    "Deputy Prime Minister and Minister of Finance": ("deputy prime minister", "GOV"),
    "Minister of Fisheries (acting)": ("minister", "GOV"),
    "Chairman of the Workers' Party": ("party leader", "PTY"),
    "beekeeper": (None, None),
    "": (None, None),
}


@pytest.mark.parametrize(("title", "meant"), TITLES.items())
def test_titles_are_read_as_offices_of_the_codebook(titles, title, meant):
    position = titles.read(title)
    assert (position.office, position.sector) == meant


def test_topics_tell_what_a_title_does_not(titles):
    assert titles.read("President, State Affairs Commission (SAC)", ["gov.head", "gov.national"]).office == "president"
    assert titles.read("Second Reader", ["gov.legislative"]).sector == "LEG"
    assert titles.read("Member, Committee of Seven", ["gov.national", "gov.legislative"]).office == "member of parliament"
    assert topic_sectors(["role.pep", "gov.national", "gov.judicial"]) == ("JUD", ())
    assert topic_sectors(["crime.traffick.drug"]) == ("CRM", ())
    assert topic_sectors([]) == (None, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [("gh", "GHA"), ("GHA", "GHA"), ("the Republic of Ghana", "GHA"), ("ge-ab", "GEO"), ("suhh", "SUN"), ("eu", None),
     ("xk", "XKX"), ("Zaire", "COD"), ("nowhere", None), ("", None)],
)  # fmt: skip
def test_countries_are_known_by_any_of_their_codes_and_names(built_in, text, code):
    assert CountryCodes(built_in.countries)(text) == code


def test_years_behind_a_title():
    assert years_of("Minister of Finance (2012-2015)") == ("Minister of Finance", "2012", "2015")
    assert years_of("Supreme People’s Assembly (member, 2014-)") == ("Supreme People’s Assembly", "2014", None)
    assert years_of("President (acting)") == ("President (acting)", None, None)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("MUAMMAR AL-QADDAFI", "Muammar al-Qaddafi"), ("U.N. COMMISSION FOR REFUGEES", "U.N. Commission for Refugees"),
        ("NUR MOHAMMAD BIN_SAID", "Nur Mohammad Bin_said"), ("JEAN-PIERRE D'ABO", "Jean-Pierre D'abo"),
        ("JUNE 16 FRONT", "June 16 Front"),
    ],
)  # fmt: skip
def test_capitals_become_the_usual_case(name, written):
    assert usual_case(name) == written


def test_names_of_registers_are_put_as_reports_write_them():
    assert tidy("DANSO, Kwabena Osei") == "Kwabena Osei Danso"
    assert tidy("KIM, Jong Un", family_name_first=True) == "Kim Jong Un"
    assert tidy("Sir Keir STARMER (MP)") == "Sir Keir Starmer"
    names = ["Kim Jong Un", "金正恩", "Ким Чен Ын", "KIM Jong-un", "Kim", "KIM, Jong Un", "Kim Xhong-Un"]
    assert person_names(names, "PRK") == ("Kim Jong Un", "Kim Xhong-Un")
