"""From readings to events: fill what the slots left open, drop what is no event, join what is said twice, rate the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.triggers import PartOfSpeech
from dragoman.events.composition import Reading
from dragoman.events.matching import Match
from dragoman.events.participants import MERE_PLACES, Parties
from dragoman.events.standing import is_background
from dragoman.events.syntax import Sentences
from dragoman.model import Actor, ActorKind, Status

SPEECH_ACTS = frozenset({
    "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "AID", "COOPERATE",
})
"""Types that are nearly always directed at somebody; where no slot names the recipient, the sentence is searched for one."""
MATERIAL_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT"})
"""Types whose nouns report an event by the one it befalls alone."""
MAX_COMPARED = 20  # of one type in one sentence; more are met only in text without sentences
SUFFERED = MATERIAL_CONFLICT | {"ACCUSE", "MOBILIZE", "PROTEST", "RETREAT", "CONCEDE", "AID"}
"""Types whose verbs report an event though nobody is said to have done it ("was arrested", "drew criticism", "was freed")."""
DEEDS = MATERIAL_CONFLICT | {"PROTEST", "MOBILIZE", "RETREAT"}
"""Of these, those that do so though they are yet to come or did not happen."""
SUFFERED_IN_PASSIVE = frozenset({"SUPPORT", "THREATEN", "REJECT"})
"""Types whose verbs do so in the passive ("was praised", "was turned away")."""
TOPICS = frozenset({"REQUEST", "ACCUSE", "REJECT"})
CARRIED = frozenset({"RETREAT", "CONCEDE"})
"""Types whose nouns a verb makes one party's deed ("began a withdrawal")."""
NEVER_ALONE = frozenset({"SANCTION", "AID", "COOPERATE"})
"""Types that require a recipient (manual)."""
BACK_REFERENCES = ("pronoun", "pair")
SPOKEN_OF = "spoken of before"
"""Rules by which the actors stage identifies "he", "the two sides" and "the country" by an earlier mention."""
QUANTITY = "quantity"
"""The rule by which the actors stage takes a number for people ("thousands", "nobody")."""
LOCATIVE = "locative"
"""The rule by which the actors stage names a capital or country that only says where."""
LONE_NOUNS = frozenset({"PROTEST", "ASSAULT", "MOBILIZE"})
"""Types whose nouns report an event even if only one party is named with them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Confidence, until it is calibrated: what each kind of evidence adds.  By judgement, ordered by how often each was right
    on development data.  What is `background` to another event of its sentence is multiplied, so that none of it reaches the
    confidence that the events stage asks for by default."""

    base: float = 0.35
    actor: float = 0.2
    recipient: float = 0.2
    companion: float = 0.1
    verb: float = 0.1
    searched: float = -0.15
    uncertain_actor: float = -0.2
    background: float = 0.3


WEIGHTS = Weights()


class ActorOrder:
    """The actors of a document in the order of their heads, to be asked sentence by sentence."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors = sorted(actors, key=lambda a: a.head)
        self._heads = [actor.head for actor in self._actors]

    def within(self, sentence: Span) -> Sequence[Actor]:
        return self._actors[bisect_left(self._heads, sentence.start) : bisect_left(self._heads, sentence.end)]


def widened(reading: Reading, actors: ActorOrder) -> Reading:
    """Search the sentence for what the slots leave open: the recipient of a directed event, the name that a pronoun stands
    for."""
    return cited(_directed(reading, actors), actors)


def _directed(reading: Reading, actors: ActorOrder) -> Reading:
    parties = reading.parties
    if parties.recipients or not parties.actors or reading.event_type not in SPEECH_ACTS:
        return reading
    if reading.match.pattern.entry.recipient[:1] in (("none",), ("required",)) or _is_among_themselves(reading):
        return reading
    found = _searched_recipient(reading, actors.within(reading.head.sent))
    if found is None:
        return reading
    return replace(reading, parties=replace(parties, recipients=(found,), recipient_slot="sentence"))


def _is_among_themselves(reading: Reading) -> bool:
    """"Jordan and Britain have agreed …": those who do it together are all there is."""
    return reading.match.pattern.entry.mutual and len({actor.id for actor in reading.parties.actors}) > 1


def _searched_recipient(reading: Reading, actors: Sequence[Actor]) -> Actor | None:
    """The first actor after the trigger, in its sentence, that is of another country and not already a party; for what
    cannot be without a recipient, also the nearest before it."""
    known = {a.id for a in reading.parties.actors}
    countries = {a.country for a in reading.parties.actors} | {None}
    others = [
        actor for actor in actors
        if actor.id not in known and actor.country not in countries
        and actor.rule != LOCATIVE and actor.kind is not ActorKind.AGENT
    ]
    after = next((actor for actor in others if actor.head > reading.head.i), None)
    if after is None and reading.event_type in NEVER_ALONE:
        return next((actor for actor in reversed(others) if actor.head < reading.head.i), None)
    return after


def cited(reading: Reading, actors: ActorOrder) -> Reading:
    """Show each party that only a pronoun or a back reference names at the mention it looks back to, if its sentence has it."""
    parties = reading.parties
    if not any(map(_looks_back, parties.actors + parties.recipients)):
        return reading
    within = actors.within(reading.head.sent)
    return replace(reading, parties=replace(
        parties,
        actors=tuple(_named(actor, within) for actor in parties.actors),
        recipients=tuple(_named(actor, within) for actor in parties.recipients),
    ))


def _named(actor: Actor, mentions: Sequence[Actor]) -> Actor:
    """The nearest mention of the same actor before this one that is no back reference itself, else the next after it."""
    if not _looks_back(actor):
        return actor
    others = [m for m in mentions if m.id == actor.id and m.rule not in MERE_PLACES and not _looks_back(m)]
    before = [mention for mention in others if mention.head <= actor.head]
    named = before[-1] if before else next(iter(others), None)
    return actor if named is None else replace(actor, span=named.span, head=named.head)


def _looks_back(actor: Actor) -> bool:
    return actor.rule.startswith(BACK_REFERENCES) or actor.rule.endswith(SPOKEN_OF)


def with_standing(readings: list[Reading]) -> list[Reading]:
    """Mark the readings that are background to another of their sentence; where all are, the sentence's news is among them."""
    return [reading for together in _by_sentence(readings) for reading in _with_standing(together)]


def _with_standing(together: list[Reading]) -> list[Reading]:
    if len(together) > MAX_COMPARED:
        return together
    behind = [is_background(reading, together) for reading in together]
    if all(behind):
        return together
    return [replace(reading, background=back) for reading, back in zip(together, behind, strict=True)]


def is_event(reading: Reading) -> bool:
    """Whether a reading says enough: a verb needs a party, a noun a party of its own or both."""
    parties = reading.parties
    if not parties or ("required" in reading.match.pattern.entry.recipient and not parties.recipients):
        return False
    if reading.status is Status.NEGATED and not _is_told(reading):
        return False
    if reading.event_type == "CONSULT" and not _are_several(parties, reading.head.doc):
        return False  # nobody meets alone
    if reading.match.pattern.entry.pos is not PartOfSpeech.NOUN:
        return bool(parties.actors) or _is_suffered(reading)
    if parties.actors and parties.recipients:
        return True
    if parties.actors and parties.actor_slot == "between":
        return len({a.id for a in parties.actors}) > 1
    if parties.recipients and reading.event_type in MATERIAL_CONFLICT:
        return True  # "the arrest of a retired colonel"
    if reading.match.event_type == "CONSULT" and _is_ahead(reading) and _are_several(parties, reading.head.doc):
        return True  # "the two presidents are due in Vienna for talks"
    carried = parties.actor_slot == "light-verb" and reading.event_type not in CARRIED
    own_actor = bool(parties.actors) and not carried
    return (own_actor and reading.event_type not in ("CONSULT", "AGREE", "SUPPORT")) or reading.event_type in LONE_NOUNS


def _is_suffered(reading: Reading) -> bool:
    """Whether a verb says enough by the one whom it befalls: by its type, also of what is only to come, or because the
    sentence is about him ("faces arrest", "was praised")."""
    if reading.event_type in SUFFERED:
        return True
    if reading.parties.recipient_slot == "subject" and reading.event_type != "REQUEST":  # "legislators should oppose it"
        return True
    if _is_ahead(reading) and reading.match.event_type in DEEDS:
        return True
    in_passive = reading.parties.recipient_slot == "object" and any(c.dep_ == "nsubjpass" for c in reading.head.children)
    return in_passive and reading.event_type in SUFFERED_IN_PASSIVE


def _is_ahead(reading: Reading) -> bool:
    return reading.status in (Status.FUTURE, Status.HYPOTHETICAL)


def _is_told(negated: Reading) -> bool:
    """Whether what did not happen says between whom: what nobody would have done only to whom it would have befallen."""
    parties = negated.parties
    if not parties.actors:
        return negated.event_type in SUFFERED - {"ACCUSE"} or negated.match.event_type in DEEDS
    return bool(parties.recipients) or negated.event_type != "CONSULT" or _are_several(parties, negated.head.doc)


def _are_several(parties: Parties, doc: Doc) -> bool:
    people = parties.actors + parties.recipients
    return len({a.id for a in people}) > 1 or any(_is_plural(a, doc) for a in parties.actors)


def _is_plural(actor: Actor, doc: Doc) -> bool:
    """Whether one mention stands for several who can meet each other ("the two leaders", "OPEC ministers")."""
    return actor.kind is ActorKind.AGENT and (doc[actor.head].tag_ in ("NNS", "NNPS") or actor.rule.startswith(QUANTITY))


def without_echoes(readings: list[Reading]) -> list[Reading]:
    """Drop a reading that repeats another of its sentence (the same type, no party that the other lacks), or that is only the
    topic of a protest."""
    return [reading for together in _by_sentence(readings) for reading in _without_echoes(together)]


def _by_sentence(readings: list[Reading]) -> list[list[Reading]]:
    if not readings:
        return []
    sentences = Sentences(readings[0].head.doc)
    together: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        together[sentences.at(reading.head.i)].append(reading)
    return list(together.values())


def _without_echoes(readings: list[Reading]) -> list[Reading]:
    """The readings of one sentence, in the order of the text."""
    protests = [reading for reading in readings if reading.event_type == "PROTEST"][:MAX_COMPARED]
    readings = [r for r in readings if not any(_is_topic(r, protest) for protest in protests)]
    kept: dict[str, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: (-_substance(r), r.head.i)):
        if not any(_echoes(reading, other) for other in kept[reading.event_type][:MAX_COMPARED]):
            kept[reading.event_type].append(reading)
    return sorted((reading for same in kept.values() for reading in same), key=lambda r: r.head.i)


def _substance(reading: Reading) -> int:
    parties = reading.parties
    return (
        2 * len({a.id for a in parties.actors + parties.recipients})
        + (reading.match.pattern.entry.pos is PartOfSpeech.VERB)
        + (reading.status is Status.ACTUAL)
    )


def _echoes(reading: Reading, other: Reading) -> bool:
    if _is_purpose(reading, other):
        return True
    if all(r.match.pattern.entry.pos is PartOfSpeech.VERB for r in (reading, other)) and reading.event_type != "CONSULT":
        return False  # two verbs tell two deeds
    ids = {a.id for a in reading.parties.actors + reading.parties.recipients}
    others = {a.id for a in other.parties.actors + other.parties.recipients}
    return ids <= others and (reading.match.pattern.entry.mutual or other.match.pattern.entry.mutual or
                              {a.id for a in reading.parties.actors} <= {a.id for a in other.parties.actors})


def _is_topic(reading: Reading, other: Reading) -> bool:
    """What protesters demand or denounce is the topic of their protest and no event of its own (manual, at PROTEST)."""
    if reading.event_type not in TOPICS:
        return False
    is_purpose = reading.head.dep_ == "advcl" and reading.head.head in other.match.tokens
    if reading.head.dep_ != "relcl" and reading.head.tag_ != "VBG" and not is_purpose:
        return False
    return bool({a.id for a in reading.parties.actors} & {a.id for a in other.parties.actors})


def _is_purpose(reading: Reading, other: Reading) -> bool:
    """"met him to discuss trade": the infinitive repeats the event that it is the purpose of."""
    head = reading.head
    return head.dep_ in ("advcl", "xcomp") and head.head.i in {t.i for t in other.match.tokens}


def confidence(reading: Reading) -> float:
    """How sure the reading is, 0 to 1."""
    parties = reading.parties
    score = WEIGHTS.base
    score += WEIGHTS.actor * bool(parties.actors)
    score += WEIGHTS.recipient * bool(parties.recipients)
    score += WEIGHTS.companion * bool(reading.match.companions)
    score += WEIGHTS.verb * (reading.match.pattern.entry.pos is PartOfSpeech.VERB)
    score += WEIGHTS.searched * (parties.recipient_slot == "sentence" or parties.actor_slot == "light-verb")
    people = parties.actors + parties.recipients
    if people:
        score += WEIGHTS.uncertain_actor * (1 - min(a.certain for a in people))
    score = max(0.05, min(score, 0.99))
    return round(score * WEIGHTS.background if reading.background else score, 3)


def trigger_tokens(match: Match) -> tuple[Token, Token]:
    """First and last token of the trigger as it is shown: the head, and the companions that stand close to it."""
    tokens = [t for t in match.tokens if abs(t.i - match.head.i) <= 4]
    return tokens[0], tokens[-1]


def choose(rivals: Iterable[tuple[Match, Parties]]) -> tuple[Match, Parties]:
    """Among rival matches of one head: who has more of its own slots filled, then the order of the tables."""
    return max(rivals, key=lambda rival: _filled(*rival))


def _filled(match: Match, parties: Parties) -> int:
    entry = match.pattern.entry
    named = (parties.recipient_slot in entry.recipient) + (parties.actor_slot in entry.actor)
    return 2 * bool(parties.actors) + 2 * bool(parties.recipients) + named

