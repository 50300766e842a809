"""Who is the same: across a report, by the base on a day, in descriptions, pairs and pronouns."""

from __future__ import annotations

from datetime import date

import pytest

SAME = [
    # claim, text, words, ids
    ("surname", "Foreign Minister Zhao Mingli spoke. Later Zhao flew home.", "Zhao", ["person:zhao-mingli"]),
    ("surname the pipeline misreads", "Carl Lindner, a U.S. envoy, arrived. Lindner was upbeat.", "Lindner",
     ["person:carl-lindner"]),
    ("two surnames", "Mexican President Elena Vargas Prieto spoke. Vargas was calm.", "Vargas",
     ["person:elena-vargas-prieto"]),
    ("family name first", "North Korean leader Kim Sang Ho spoke. Chairman Kim smiled.", "Chairman Kim",
     ["person:kim-sang-ho"]),
    ("royal given name", "King Osman II received envoys. King Osman thanked them.", "King Osman", ["person:osman-ii"]),
    ("apposition", "Marta Keller, the German foreign minister, resigned.", "the German foreign minister",
     ["person:marta-keller"]),
    ("office by the base", "The Russian president sent troops.", "The Russian president", ["person:viktor-malenko"]),
    ("rank", "U.S. Deputy Secretary of State Carl Lindner landed. The U.S. special representative met officials.",
     "The U.S. special representative", ["person:carl-lindner"]),
    ("counterpart", "Japan's foreign minister Ryo Endo phoned his Chinese counterpart.", "his Chinese counterpart",
     ["person:zhao-mingli"]),
    ("the North", "Officials flew to Pyongyang. The North fired two rockets.", "The North", ["country:PRK"]),
    ("the South", "North Korea warned the South on Monday.", "the South", ["country:KOR"]),
    ("the two Koreas", "Relations between the two Koreas worsened.", "the two Koreas", ["country:KOR", "country:PRK"]),
    ("both sides", "Turkey and Russia signed a truce. Both sides freed prisoners.", "Both sides",
     ["country:RUS", "country:TUR"]),
    ("their countries", "Haruto Senda met Viktor Malenko. Senda said their countries were friends.", "their countries",
     ["country:JPN", "country:RUS"]),
    ("the two leaders", "Viktor Malenko hosted Haruto Senda. The two leaders dined together.", "The two leaders",
     ["person:haruto-senda", "person:viktor-malenko"]),
    ("government", "Iran hit back. The Iranian government recalled its envoy.", "The Iranian government", ["country:IRN"]),
    ("group", "Northern Star Brigade seized a dam. The rebels killed two guards.", "The rebels",
     ["group:northern-star-brigade"]),
    ("he", "Viktor Malenko flew to Ankara. He praised the deal.", "He", ["person:viktor-malenko"]),
    ("she after her title", "Queen Maud met Anton Weber. She left early.", "She", ["person:maud"]),
    ("they", "Riot police charged. They used batons.", "They", ["agent:riot-police"]),
    ("I in a quotation", "“I will not yield,” Malenko said.", "I", ["person:viktor-malenko"]),
    ("not an argument of the same verb", "Anton Weber arrived. Haruto Senda embraced him.", "him", ["person:anton-weber"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "ids"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_mentions_take_up_the_actor_meant(meant, text, words, ids):
    assert meant(text, words) == ids


def test_persons_with_different_given_names_are_never_joined(find):
    ids = [actor.id for actor in find("Kim Sang Ho spoke. His sister Kim Mi Ran wrote a letter, and Kim Mi Ran was blunt.")]
    assert {"person:kim-sang-ho", "person:kim-mi-ran"} <= set(ids)


def test_an_unknown_given_name_keeps_a_namesake_apart(meant):
    assert meant("Oleg Malenko, a singer, was jailed.", "Oleg Malenko") == ["person:oleg-malenko"]


@pytest.mark.parametrize(
    ("day", "office"),
    [(date(2018, 5, 1), "foreign minister"), (date(2021, 5, 1), "prime minister"), (date(2010, 1, 1), None)],
)
def test_the_office_held_on_the_day_of_the_report_counts(find, day, office):
    (actor,) = find("Haruto Senda addressed reporters.", day=day)[:1]
    assert (actor.country, actor.office) == ("JPN", office)


def test_an_official_without_a_country_has_that_of_whom_he_serves(find):
    text = "Ryo Endo, national security adviser to Prime Minister Haruto Senda, flew to Washington."
    endo = next(actor for actor in find(text) if actor.name == "Ryo Endo")
    assert (endo.country, endo.sector, endo.rule) == ("JPN", "GOV", "serves")


def test_an_abbreviation_in_brackets_is_the_full_name(find):
    text = "The Movement for Free Rivers (MFR) staged a sit-in. MFR spokesmen said it would go on."
    assert len({actor.id for actor in find(text) if actor.kind == "organisation"}) == 1


def test_the_fullest_form_of_the_report_is_the_name(find):
    assert {actor.name for actor in find("Kim Sang Ho smiled. Kim waved.") if actor.kind == "person"} == {"Kim Sang Ho"}


def test_a_known_name_alone_is_resolved_by_the_base(find):
    (actor,) = find("Malenko warned of war.")
    assert (actor.name, actor.country, actor.sector) == ("Viktor Malenko", "RUS", "GOV")


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        # a name that the pipeline misses, between title and verb, and after a comma
        ("Syria, rebel leader Hamo Darwich said, would fall.", "Hamo Darwich", "SYR", "GOV"),
        # lines broken by the wire
        ("It was calm, Turkish army spokesman\nLevent Oral told reporters.", "Levent Oral", "TUR", "GOV"),
        # the office is held for somebody
        ("A spokesman for the rebels, Hamo Darwich, ruled out talks with Syria.", "Hamo Darwich", "SYR", "REB"),
        # the state spoken of just before, not the one named most
        ("Kenya, Kenya and Kenya lost. Russia was calm. Foreign Minister Oleg Bunin shrugged.", "Oleg Bunin", "RUS", "GOV"),
        # the place where somebody is met, who is not the one acting
        ("Viktor Malenko held talks with President Amos Kibet in Nairobi.", "Amos Kibet", "KEN", "GOV"),
    ],
)  # fmt: skip
def test_persons_unknown_to_the_base_are_placed_by_the_words_around_them(find, text, name, country, sector):
    person = next(actor for actor in find(text) if actor.name == name)
    assert (person.country, person.sector) == (country, sector)


def test_a_place_before_a_title_is_no_part_of_it(find):
    assert "President Amos Kibet" in [actor.span.text for actor in find("In Mombasa President Amos Kibet spoke of Kenya.")]
