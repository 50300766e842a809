"""Crowds, counts, machines and settlements: who acts, or suffers, where no noun for people stands."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("LIMA, March 3 (Wire) -- Tens of thousands marched past the closed banks.", "Tens of thousands", "people"),
        ("Gunmen fired into a wedding tent, and at least 40 were wounded.", "at least 40", "people"),
        ("Police in riot gear arrested dozens near the bus depot.", "dozens", "people"),
        ("Nobody attacked the convoy on its last night.", "Nobody", "people"),
        ("On Monday tractors blocked the bridge for six hours.", "tractors", "tractor"),
        ("Both states signed the water treaty at dawn.", "Both states", "state"),
        ("Raiders torched a village before the rains.", "a village", "village"),
    ],
)
def test_who_acts_without_a_noun_for_people_is_an_actor(find, text, words, name):
    assert name in [actor.name for actor in find(text) if actor.span.text == words]


@pytest.mark.parametrize(
    "text",
    [
        "Thousands of litres leaked into the bay.",
        "Many say the vote was fair; others are not so sure.",
        "The fund lost $40 million and 300 were sold.",
        "The clash left hundreds injured.",
        "In 2011, 14% left. \N{PILE OF POO} 40\n\n",
    ],
)
def test_what_is_counted_or_only_quoted_is_none(find, text):
    assert not [actor for actor in find(text) if actor.rule.startswith("quantity")]


def test_a_settlement_with_a_name_is_what_it_is_named(find):
    assert "village" not in [actor.name for actor in find("Raiders torched the Sudanese village of Kereneik.")]
