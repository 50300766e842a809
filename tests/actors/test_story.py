"""Whose the bare bodies, roles and pronouns of a story are: those of its own state, not of one named in passing."""

from __future__ import annotations

import pytest

LEDE = "NAIROBI, Kenya (Wire) - Kenya closed its ports on Friday after Kenyan troops clashed with protesters.\n\n"

STORY = [
    # claim, text, words, country, sector
    ("a body that many states have", LEDE + "The Senate opened an inquiry.", "The Senate", "KEN", "LEG"),
    ("the state that the name is known for, where it is named", LEDE + "U.S. officials said the Senate would vote.",
     "the Senate", "USA", "LEG"),
    ("not the body of the state that urges it", LEDE + "The United States urged the Senate to vote.", "the Senate", "KEN",
     "LEG"),
    ("a body with another state before it", "Japan's Foreign Office summoned the envoy.", "Foreign Office", "JPN", "GOV"),
    ("a body by its last word", LEDE + "The People's Front Party met. The party chose a leader.", "The party", "KEN", "PTY"),
    ("those of a bloc", "The European Union met. The union's envoy left.", "envoy", None, "IGO"),
    ("a new paragraph is of the story", LEDE + "Washington said the U.S. envoy would stay.\n\nPolice freed ten men.", "Police",
     "KEN", "COP"),
    ("officers after police", LEDE + "Police charged a crowd. Two officers were hurt.", "Two officers", "KEN", "COP"),
    ("an embassy is a guest", LEDE + "The Japanese envoy left. The embassy closed.", "The embassy", "JPN", "GOV"),
    ("whose", "Japan, whose troops left on Friday, sent aid to Kenya.", "whose troops", "JPN", "MIL"),
    ("the opposition beside a government", "The Kenyan government and the opposition met in Tehran.",
     "the opposition", "KEN", "PTY"),
    ("who is not the attacker of its own", "Japan's foreign minister said a Kenyan ship had attacked its army.", "its army",
     "JPN", "MIL"),
    ("a woman is no ship", "Japan sent a ship. Marta Bishop, a Kenyan envoy, arrived. She wept.", "She", "KEN", "GOV"),
    ("a home town", "Ada Coyle, of Austin, America, was freed. Coyle wept.", "Coyle", "USA", None),
    ("the head of a body is no head of state", "Rosa Lamu, president of the Mombasa University student federation, resigned.",
     "Rosa Lamu", None, "EDU"),
    ("a rebel officer", LEDE + "A rebel commander, Said Otieno, surrendered.", "Said Otieno", "KEN", "REB"),
    ("its", "Japan sent aid. Its foreign minister, Rosa Weil, flew to Nairobi.", "Rosa Weil", "JPN", "GOV"),
    ("leaders of a region", LEDE + "Western leaders met.", "Western leaders", None, "GOV"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "country", "sector"), [case[1:] for case in STORY], ids=[case[0] for case in STORY])
def test_actors_are_of_the_country_of_the_story(find, text, words, country, sector):
    at = text.rindex(words) + len(words) - 1
    actor = next(actor for actor in reversed(find(text)) if actor.span.start <= at < actor.span.end)
    assert (actor.country, actor.sector) == (country, sector)


PAIRS = [
    # claim, text, words, countries
    ("not the one who urges them", "Malenko met Senda. Kenya and Japan traded fire. Malenko urged both sides to stop.",
     "both sides", ["JPN", "KEN"]),
    ("a count alone is no pair", "Kenya and Japan traded fire. Two people died.", "Two people", ["KEN"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "countries"), [case[1:] for case in PAIRS], ids=[case[0] for case in PAIRS])
def test_pairs_are_those_spoken_of(find, text, words, countries):
    at = text.rindex(words)
    here = (actor for actor in find(text) if actor.span.start <= at < actor.span.end)
    assert sorted(actor.country or "" for actor in here) == countries


def test_force_without_article_is_no_actor(find):
    assert not [actor for actor in find("Kenya took the dam by force.") if actor.span.text == "force"]
