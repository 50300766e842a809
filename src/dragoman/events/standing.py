"""Whether an event is what its sentence reports, or background to what it reports.

In come the readings of one sentence; out go the same, each with its standing.  The method is the syntax of news: what stands
in a main clause, or in a complement of one, is the news; relative and adverbial clauses, participles and nouns below another
event tell what led to it or what it was for.  Background is kept as news where it stands out all the same: who did it and to
whom are both told and are of two countries, or a participle tells what somebody of a known country said.  Which clause carries
the news when several have a claim is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.codebook.triggers import PartOfSpeech
from dragoman.events import syntax
from dragoman.events.composition import Reading
from dragoman.model import ActorKind, Status

BACKGROUND_CLAUSES = frozenset({"relcl", "advcl", "acl", "pcomp", "amod", "csubj", "csubjpass", "appos"})
CONTRAST = frozenset({"while", "whereas", "although", "though"})
"""Conjunctions that set two pieces of news side by side."""
CONDITIONS = frozenset({"if", "unless", "until"})
ATTRIBUTING = frozenset({"say", "add", "note", "stress", "tell"})
"""Verbs whose participles only say who speaks ("…, saying people must be free to look for food")."""
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
WANTING = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
SAID_TO_BE = frozenset({Status.ACTUAL, Status.HISTORICAL, Status.FUTURE})
MAX_LEVELS = 40


def is_background(reading: Reading, together: Sequence[Reading]) -> bool:
    """`together`: all readings of the sentence, this one among them."""
    heads = {other.head.i for other in together if other.head.i != reading.head.i}
    borders = [border for border in _borders(reading.head) if any(t.i in heads for t in border.ancestors)]
    if _is_only_wanted(reading, together):
        return True
    if _is_meeting(reading):
        return False
    if len(borders) > 1 or any(map(_is_conditional, borders)):
        return True
    if _is_statement(reading) or _names_two_countries(reading):
        return False
    if reading.match.pattern.entry.pos is PartOfSpeech.NOUN and not _is_told_as_deed(reading):
        return True
    return bool(borders) and not _stands_out(reading, borders[0])


def _is_only_wanted(reading: Reading, together: Sequence[Reading]) -> bool:
    """"urged Paris to press Ankara": what somebody is asked or told to do has not been done."""
    verb = reading.head
    while verb.dep_ == "conj":
        verb = syntax.coordinated_with(verb)
    wanted = any(other.head.i == verb.head.i and other.event_type in WANTING for other in together)
    return wanted and verb.dep_ in ("xcomp", "ccomp") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_told_as_deed(reading: Reading) -> bool:
    """A noun whose verb only carries it ("launched an attack"), or that is the object of what its own party did ("repeated its
    threat", "broke up a march by students")."""
    slot = reading.parties.actor_slot
    return slot == "light-verb" or (reading.head.dep_ == "dobj" and slot in ("possessor", "by", "from"))


def _borders(token: Token) -> Iterator[Token]:
    """The heads of the background clauses around the token, the innermost first."""
    for _ in range(MAX_LEVELS):
        if token.dep_ == "conj":
            token = syntax.coordinated_with(token)
            continue
        if token.dep_ in BACKGROUND_CLAUSES:
            if _is_main_after_all(token):
                return
            if not _is_news(token) and not _is_complement(token):
                yield token
        if token.head.i == token.i:
            return
        token = token.head


def _is_main_after_all(clause: Token) -> bool:
    """The parser made a description of what is the main clause of a sentence that has no other."""
    top = clause.head
    return syntax.is_misparsed_main_verb(clause) or (
        clause.dep_ in ("acl", "relcl") and top.head.i == top.i and top.pos_ in ("NOUN", "PROPN")
        and not any(child.dep_ in syntax.SUBJECTS for child in top.children)
    )


def _is_news(clause: Token) -> bool:
    """Contrasts, and participles that only attribute."""
    if clause.dep_ != "advcl":
        return False
    if clause.tag_ == "VBG" and clause.lemma_ in ATTRIBUTING:
        return True
    return any(child.dep_ == "mark" and child.lower_ in CONTRAST for child in clause.children)


def _is_statement(reading: Reading) -> bool:
    """A participle that tells what one of a known country said or did by words: "…, rejecting talks with Seoul"."""
    return (
        reading.head.tag_ == "VBG" and reading.event_type in VERBAL
        and any(actor.country is not None for actor in reading.parties.actors)
    )


def _is_meeting(reading: Reading) -> bool:
    """A meeting told with all who met: "since the summit between A and B"."""
    return reading.event_type == "CONSULT" and reading.parties.actor_slot == "between" and _names_two_countries(reading)


def _is_conditional(clause: Token) -> bool:
    return any(child.lower_ in CONDITIONS for child in clause.children)


def _is_complement(clause: Token) -> bool:
    """"looks forward to hosting": the preposition belongs to the verb above."""
    return clause.dep_ == "pcomp" and clause.head.lower_ == "to"


def _stands_out(reading: Reading, clause: Token) -> bool:
    """Background that is told as fully as news: a deed with its doer ("a march by students"), or, in a relative clause, both
    parties by their own words and one by name."""
    parties = reading.parties
    if parties.actor_slot == "by" and reading.match.pattern.entry.pos is PartOfSpeech.NOUN:
        return True
    people = parties.actors + parties.recipients
    is_relative = clause.dep_ == "relcl" and not any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)
    return (
        is_relative and (_has_both(reading) or reading.event_type == "MOBILIZE") and reading.status in SAID_TO_BE
        and any(party.kind is not ActorKind.AGENT for party in people)
    )


def _has_both(reading: Reading) -> bool:
    """Whether the reading's own words name two parties; one that was searched for in the sentence does not count."""
    parties = reading.parties
    together = reading.match.pattern.entry.mutual and len({actor.id for actor in parties.actors}) > 1
    return together or (bool(parties.actors and parties.recipients) and parties.recipient_slot != "sentence")


def _names_two_countries(reading: Reading) -> bool:
    parties = reading.parties
    if reading.status not in SAID_TO_BE or not _has_both(reading):
        return False
    sides = (parties.actors, parties.recipients) if parties.recipients else (parties.actors[:1], parties.actors[1:])
    ours, theirs = ({actor.country for actor in side} - {None} for side in sides)
    return bool(ours and theirs) and not ours & theirs
