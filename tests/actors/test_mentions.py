"""Mentions: how far they reach, whose they are, and what sector they have."""

from __future__ import annotations

import pytest

from dragoman.model import ActorKind

ONE_MENTION = [
    # text, mention, country, sector
    ("Diplomats from France left, and the German government protested.", "the German government", "DEU", "GOV"),
    ("A French court rejected the appeal on Thursday.", "A French court", "FRA", "JUD"),
    ("Thousands of textile workers in Haiti walked out on Monday.", "Thousands of textile workers", "HTI", "LAB"),
    ("Senior North Korean officials denounced the drills.", "Senior North Korean officials", "PRK", "GOV"),
    ("Iraqi troops retook the town.", "Iraqi troops", "IRQ", "MIL"),
    ("Russian President Viktor Malenko left for talks.", "Russian President Viktor Malenko", "RUS", "GOV"),
    ("The parliament of Kenya approved the budget.", "The parliament", "KEN", "LEG"),
    ("Kenyan members of parliament walked out.", "Kenyan members of parliament", "KEN", "LEG"),
    ("Israel's riot police used water cannon.", "Israel's riot police", "ISR", "COP"),
    ("Some 200 Syrians crossed the river at night.", "Some 200 Syrians", "SYR", "CVL"),
    ("The State Department declined to comment.", "The State Department", "USA", "GOV"),
    ("Informed sources gave no details of the plan.", "Informed sources", None, "UNK"),
    ("Russia's Foreign Ministry rejected the report.", "Russia's Foreign Ministry", "RUS", "GOV"),
    ("Aid was promised by the United Nations.", "the United Nations", None, "IGO"),
]


@pytest.mark.parametrize(("text", "mention", "country", "sector"), ONE_MENTION)
def test_a_noun_phrase_is_one_mention_with_country_and_sector(find, text, mention, country, sector):
    found = {actor.span.text: actor for actor in find(text)}
    assert mention in found
    assert (found[mention].country, found[mention].sector) == (country, sector)


def test_a_country_that_modifies_an_actor_is_no_mention_of_its_own(find):
    assert [actor.span.text for actor in find("South Korean officials met U.S. Deputy Secretary of State Carl Lindner.")] == [
        "South Korean officials", "U.S. Deputy Secretary of State Carl Lindner",
    ]  # fmt: skip


def test_a_country_that_modifies_something_else_is_the_one_who_did_it(find):
    (actor,) = find("Israeli airstrikes destroyed a bridge.")
    assert (actor.span.text, actor.kind, actor.country) == ("Israeli", ActorKind.COUNTRY, "ISR")


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("Germany's leader resigned.", "Germany"),
        ("The U.S. special representative for North Korea landed in Seoul.", "North Korea"),
        ("The Japan-U.S. alliance will last.", "Japan"),
    ],
)
def test_possessors_and_complements_are_mentions_of_their_own(find, text, nested):
    assert nested in [actor.span.text for actor in find(text)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Beijing is losing patience with the talks.", "metonym"),
        ("Talks with Beijing broke down.", "metonym"),
        ("Officials gathered in Beijing for talks.", "locative"),
        ("The envoy made a stop in Tokyo.", "locative"),
        ("NAIROBI, Kenya (AP) -- Police opened fire.", "locative"),
    ],
)
def test_a_capital_acts_as_its_government_or_is_a_place(find, text, rule):
    assert rule in [actor.rule for actor in find(text)]


def test_members_of_an_armed_group_are_the_group(find):
    (group,) = (actor for actor in find("Northern Star Brigade fighters shelled the base.") if actor.kind is ActorKind.GROUP)
    assert (group.span.text, group.name, group.sector) == ("Northern Star Brigade fighters", "Northern Star Brigade", "REB")


def test_a_people_as_modifier_leaves_the_noun_its_sector(find):
    assert ("Kurdish fighters", "UAF") in [(actor.span.text, actor.sector) for actor in find("Kurdish fighters held the hill.")]


def test_actors_of_two_countries_are_one_for_each(find):
    troops = [actor for actor in find("Turkish and Russian troops began joint patrols.") if actor.sector == "MIL"]
    assert {actor.country for actor in troops} == {"TUR", "RUS"}
    assert len({actor.span for actor in troops}) == 1


def test_the_head_of_a_phrase_swallows_the_nouns_that_modify_it(find):
    assert [actor.name for actor in find("The rebels freed 40 child soldiers.")] == ["rebel", "child soldier"]


def test_a_defence_minister_is_of_the_government_and_second_of_the_military(find):
    (minister,) = find("German Defense Minister Anton Weber stepped down.")
    assert (minister.sector, minister.other_sectors) == ("GOV", ("MIL",))


def test_former_officials_are_elites(find):
    (president,) = find("Former Mexican President Jorge Ibarra was questioned.")
    assert (president.sector, president.other_sectors) == ("ELI", ("GOV",))


def test_a_title_written_with_a_capital_is_not_the_common_noun(find):
    assert not [actor for actor in find("Her father lives abroad.") if actor.office == "priest"]


@pytest.mark.parametrize("text", ["They sat on its side of the table.", "He voted in person."])
def test_words_that_name_nobody_give_no_agent(find, text):
    assert not [actor for actor in find(text) if actor.kind is ActorKind.AGENT]


def test_headlines_in_capitals_are_read(find):
    assert {"CHN", "KEN"} <= {actor.country for actor in find("CHINA TO LEND MORE MONEY TO KENYA")}


def test_the_country_of_the_focus_is_less_certain_than_one_in_words(find):
    own, guessed = (actor for actor in find("Kenyan police clashed with protesters.") if actor.kind is ActorKind.AGENT)
    assert guessed.country == own.country == "KEN"
    assert guessed.certain < own.certain


def test_a_body_in_apposition_has_the_country_of_its_description(find):
    found = {actor.name: actor.country for actor in find("Kenya's largest company, Safari Motors, cut jobs.")}
    assert found.get("Safari Motors") == "KEN"


def test_brussels_is_the_union_where_the_report_speaks_of_it(find):
    text = "The European Union set a quota for cod. Brussels objected to the British plan."
    assert [actor.id for actor in find(text) if actor.span.text == "Brussels"] == ["organisation:european-union"]


def test_who_backs_an_actor_is_not_its_country(find):
    assert ("the U.N.-backed government", "SYR") in [
        (actor.span.text, actor.country) for actor in find("In Damascus, the U.N.-backed government met.")
    ]


@pytest.mark.parametrize("text", ["Ships crossed the Sea of Japan.", "Sales rose in North America."])
def test_seas_and_continents_are_no_countries(find, text):
    assert not [actor for actor in find(text) if actor.kind is ActorKind.COUNTRY]
