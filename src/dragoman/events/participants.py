"""Who stands where: the actors that fill a trigger's slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.codebook.triggers import PartOfSpeech
from dragoman.events import syntax
from dragoman.events.matching import Match
from dragoman.model import Actor, ActorKind

NOMINAL_MODIFIERS = frozenset({"poss", "nmod", "compound", "amod", "nummod", "npadvmod"})
INNER_PREPOSITIONS = ("of", "by", "from", "between", "among", "against", "on", "for", "to", "toward", "towards", "with", "at",
                      "over", "into", "about", "in", "across", "near", "around", "including")
"""Where an actor may stand within a noun phrase that is none itself, the surest first."""

DEFAULT_SLOTS: dict[PartOfSpeech, tuple[tuple[str, ...], tuple[str, ...]]] = {
    PartOfSpeech.VERB: (
        ("subject",),
        ("object", "with", "against", "on", "at", "to", "from", "of", "over", "for", "toward", "into", "clause", "companion",
         "in"),
    ),
    PartOfSpeech.NOUN: (
        ("possessor", "by", "from", "between", "light-verb"),
        ("on", "against", "of", "with", "to", "toward", "for", "at", "over", "into", "in"),
    ),
    PartOfSpeech.ADJECTIVE: (("subject",), ("of", "to", "with", "about", "at", "toward", "for", "on", "clause")),
}
INNER_CLAUSES = frozenset({"appos", "acl", "dobj", "pcomp", "nsubj", "xcomp", "ccomp"})
"""Clauses within a noun phrase that tell whose it is ("missiles fired by the army"); a relative clause tells of others."""
MAX_PHRASE_DEPTH = 3
SYNTACTIC_SLOTS = frozenset({
    "none", "required", "subject", "object", "possessor", "light-verb", "companion", "speaker", "clause",
})
"""The slots that are no prepositions."""
PLACE_SLOTS = frozenset({"in", "at", "on", "to", "into", "over", "from", "of", "companion"})
MERE_PLACES = frozenset({"locative", "place"})
"""Rules by which the actors stage names towns, and capitals that only say where."""
DESCRIBED = ("description", "office")
"""Rules by which the actors stage identifies a person without a name."""
PLACE_RULES = MERE_PLACES | {"country", "metonym", "people"}
WHERE = frozenset({"in", "at", "near", "across", "around", "outside", "over"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The actors and recipients of a trigger, with the slots in which they were found."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    actor_slot: str | None = None
    recipient_slot: str | None = None

    def __bool__(self) -> bool:
        return bool(self.actors or self.recipients)


class Cast:
    """The actors of a document by the tokens at which they stand."""

    def __init__(self, doc: Doc, actors: Iterable[Actor], light_verbs: frozenset[str]) -> None:
        self.light_verbs = light_verbs
        self._objects: dict[int, dict[str, list[Token]]] = {}
        self._by_head: dict[int, list[Actor]] = defaultdict(list)
        self._covering: dict[int, list[Actor]] = defaultdict(list)
        for actor in actors:
            self._by_head[actor.head].append(actor)
            if span := doc.char_span(actor.span.start, actor.span.end, alignment_mode="expand"):
                for token in span:
                    self._covering[token.i].append(actor)

    def prepositional_objects(self, head: Token) -> dict[str, list[Token]]:
        """As in `syntax`; remembered, since one slot after another asks for it."""
        if head.i not in self._objects:
            self._objects[head.i] = syntax.prepositional_objects(head)
        return self._objects[head.i]

    def at(self, token: Token) -> list[Actor]:
        """The actors whose mention is headed by the token, else the smallest that covers it."""
        if found := self._by_head.get(token.i):
            return found
        covering = self._covering.get(token.i)
        if not covering:
            return []
        smallest = min(covering, key=lambda a: a.span.end - a.span.start).span
        return [actor for actor in covering if actor.span == smallest]

    def headed(self, token: Token) -> list[Actor]:
        return self._by_head.get(token.i, [])

    def phrase(self, token: Token | None, depth: int = MAX_PHRASE_DEPTH) -> list[Actor]:
        """The actors that a noun phrase names: its head and what is coordinated with it, else the nearest inside it."""
        if token is None:
            return []
        found = [actor for member in syntax.conjuncts(token) for actor in self.named(member)]
        return found or self.inside(token, depth)

    def named(self, token: Token) -> list[Actor]:
        """The actors at the token; a description gives way to the name that stands in apposition ("its coalition partner, the
        National Movement", "the U.N. High Commissioner for Refugees, Sadako Ogata")."""
        found = self.at(token)
        if not found or any(actor.kind is ActorKind.PERSON and not actor.rule.startswith(DESCRIBED) for actor in found):
            return found
        if listed := self._listed(token, found):
            return listed
        names = [actor for child in token.children if child.dep_ == "appos" for actor in self.at(child)]
        persons = [actor for actor in names if actor.kind is ActorKind.PERSON]
        if persons or all(actor.kind is ActorKind.AGENT for actor in found):
            return persons or [actor for actor in names if actor.kind is not ActorKind.AGENT] or found
        return found

    def _listed(self, token: Token, found: list[Actor]) -> list[Actor]:
        """"The Czech president, the Slovak president and the Pole met": a list that the parser takes for an apposition."""
        beside = [child for child in token.children if child.dep_ == "appos" and any(c.dep_ == "conj" for c in child.children)]
        others = [actor for child in beside for member in syntax.conjuncts(child) for actor in self.at(member)]
        countries = [actor.country for actor in found + others]
        return found + others if others and None not in countries and len(set(countries)) == len(countries) else []

    def inside(self, token: Token, depth: int = MAX_PHRASE_DEPTH) -> list[Actor]:
        """The actors that modify a noun phrase: possessors first, then by preposition, then apposition and clauses."""
        if depth == 0:
            return []
        return (
            self._apposed(token) or self.possessors(token) or self._prepositional(token, depth) or self._clausal(token, depth)
        )

    def _apposed(self, token: Token) -> list[Actor]:
        """"His brother, Shahbaz Sharif": a person named beside a noun that is no actor itself."""
        beside = [actor for child in token.children if child.dep_ == "appos" for actor in self.at(child)]
        return [actor for actor in beside if actor.kind is ActorKind.PERSON]

    def possessors(self, token: Token) -> list[Actor]:
        """"China's crackdown", "U.S. sanctions", "the Iranian-backed militia's attack"."""
        found = []
        for child in token.children:
            if child.dep_ in NOMINAL_MODIFIERS:
                found += [actor for member in syntax.conjuncts(child) for actor in self.at(member)]
        # A modifier of the mention itself ("the Korean officials' visit") is covered by the mention.
        return [actor for actor in found if actor.head != token.i]

    def _prepositional(self, token: Token, depth: int) -> list[Actor]:
        objects = {
            child.lower_: [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            for child in token.children
            if child.dep_ in syntax.PREPOSITIONS
        }
        for preposition in INNER_PREPOSITIONS:
            for noun in objects.get(preposition, ()):
                if found := self.phrase(noun, depth - 1):
                    return found
        return []

    def _clausal(self, token: Token, depth: int) -> list[Actor]:
        for child in token.children:
            if child.dep_ in INNER_CLAUSES and (
                found := self.phrase(child, depth - 1)
            ):
                return found
        return []


def parties(match: Match, cast: Cast) -> Parties:
    """Fill the slots of a match; the recipients never repeat an actor."""
    entry = match.pattern.entry
    default_actor, default_recipient = DEFAULT_SLOTS[entry.pos]
    actor_slot, actors = _fill(entry.actor or default_actor, match, cast, ())
    recipient_slot, recipients = _fill(
        entry.recipient or default_recipient, match, cast, actors, sure=bool(entry.recipient)
    )
    complete = entry.mutual and len({a.id for a in actors}) > 1
    if not recipients and actors and entry.recipient and entry.recipient != ("none",) and not complete:
        recipient_slot, recipients = _fill(default_recipient, match, cast, actors, sure=False)
    if match.event_type == "MOBILIZE" and all(map(_are_forces, recipients)):
        recipient_slot, recipients = None, ()
    return Parties(actors, recipients, actor_slot, recipient_slot)


def _are_forces(party: Actor) -> bool:
    """The troops that are sent are the means, and not whom they are sent against."""
    return party.kind is ActorKind.AGENT and party.sector == "MIL"


def _fill(
    slots: tuple[str, ...], match: Match, cast: Cast, besides: tuple[Actor, ...], *, sure: bool = True
) -> tuple[str | None, tuple[Actor, ...]]:
    """The first slot that names an actor who is not among `besides`, and whom it names.  Slots that the entry itself does not
    ask for (not `sure`) do not take a mere place for a party."""
    known = {actor.id for actor in besides}
    prepositions: set[str] | None = None  # those that stand at the trigger or its companions
    for slot in slots:
        if slot not in SYNTACTIC_SLOTS:
            if prepositions is None:
                prepositions = set().union(*map(cast.prepositional_objects, (match.head, *match.companions)))
            if slot not in prepositions:
                continue
        named = _slot(slot, match, cast)
        if not named:
            continue
        found = tuple(a for a in dict.fromkeys(named) if a.id not in known)
        if not sure and slot in PLACE_SLOTS:
            found = tuple(a for a in found if a.rule not in MERE_PLACES)
        if found:
            return slot, found
    return None, ()


def _slot(slot: str, match: Match, cast: Cast) -> list[Actor]:
    if slot not in SYNTACTIC_SLOTS:
        return _prepositional(slot, match, cast)
    head = match.head
    if slot in ("none", "required"):
        return []
    if slot == "subject":
        return _doers(_subject(head, cast.light_verbs), cast)
    if slot == "object":
        return cast.phrase(syntax.affected(head))
    if slot == "possessor":
        return cast.possessors(head)
    if slot == "light-verb":
        return cast.phrase(light_verb_subject(head, cast.light_verbs))
    if slot == "companion":
        return [actor for token in match.companions for actor in (cast.headed(token) or cast.inside(token))]
    if slot == "speaker":
        return cast.phrase(speaker(head))
    return _clause_subjects(match, cast)


def _doers(subject: Token | None, cast: Cast) -> list[Actor]:
    """Whom a subject names; where it only stands, is nobody ("a car bomb in Aden killed three")."""
    found = cast.phrase(subject)
    return [actor for actor in found if not (actor.rule in PLACE_RULES and _is_where(actor, subject))]


def _is_where(actor: Actor, subject: Token | None) -> bool:
    """Whether the actor stands within the subject, behind a preposition of place."""
    if subject is None:
        return False
    token = subject.doc[actor.head]
    while token.i != subject.i and token.head.i != token.i:
        if token.dep_ == "prep" and token.lower_ in WHERE:
            return True
        token = token.head
    return False


def _subject(head: Token, light_verbs: frozenset[str]) -> Token | None:
    if syntax.is_verbal(head):
        return syntax.subject(head)
    copula = head.head
    if head.dep_ in ("acomp", "attr") and syntax.is_verbal(copula):
        return syntax.subject(copula)
    return light_verb_subject(head, light_verbs)




def light_verb_subject(noun: Token, light_verbs: frozenset[str]) -> Token | None:
    """Whose deed a noun is that a verb carries: "launched an attack", "is on a visit", "came under attack" (none)."""
    token = noun
    for _ in range(3):
        governor = token.head
        if governor.i == token.i:
            return None
        if syntax.is_verbal(governor):
            if governor.lemma_ in light_verbs and token.dep_ in ("dobj", "prep", "attr", "nsubjpass", "advmod"):
                found = syntax.subject(governor)
                return None if found is None or found.i in (noun.i, token.i) else found
            return None
        if token.dep_ not in ("pobj", "prep", "conj", "compound"):
            return None
        token = governor
    return None


def speaker(head: Token) -> Token | None:
    """Who says the clause of `head`: the subject of the verb whose complement it is ("Z said X must do Y")."""
    token = head.head if head.dep_ == "aux" else head
    for _ in range(syntax.MAX_CLIMB):
        governor = token.head
        if governor.i == token.i:
            break
        if token.dep_ == "ccomp" and syntax.is_verbal(governor):
            return syntax.subject(governor)
        token = governor
    inserted = next((c for c in token.children if c.dep_ == "parataxis"), None)
    return syntax.subject(inserted) if inserted is not None else None


def _clause_subjects(match: Match, cast: Cast) -> list[Actor]:
    """The subject of the clause that the trigger, or a companion, governs: "demanded that Israel withdraw"."""
    for governor in (match.head, *match.companions):
        for child in governor.children:
            if child.dep_ in ("ccomp", "xcomp", "acl", "advcl") and syntax.is_verbal(child) and not _tells_when(child):
                subject = next((c for c in child.children if c.dep_ in syntax.ALL_SUBJECTS), None)
                if subject is not None and (found := cast.phrase(subject)):
                    return found
    return []


def _tells_when(clause: Token) -> bool:
    """An adverbial clause of time, reason or condition, whose subject is nobody that the trigger is about."""
    if clause.dep_ != "advcl":
        return False
    opening = (child for child in clause.children if child.i < clause.i and child.dep_ in ("mark", "advmod"))
    return any(word.tag_ in ("IN", "WRB") and word.lower_ not in ("that", "for") for word in opening)


def _prepositional(preposition: str, match: Match, cast: Cast) -> list[Actor]:
    for governor in (match.head, *match.companions):
        for noun in cast.prepositional_objects(governor).get(preposition, ()):
            if found := cast.phrase(noun):
                return found + _second_object(noun, cast)
    return []


def _second_object(noun: Token, cast: Cast) -> list[Actor]:
    """"meetings with the president and with the rebels": the object of a preposition that is coordinated with the first."""
    return [
        actor for other in noun.head.conjuncts if other.i > noun.i
        for child in other.children if child.dep_ == "pobj"
        for actor in cast.phrase(child)
    ]
