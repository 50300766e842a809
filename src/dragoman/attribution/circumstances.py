"""To whom, where and when something was said: from the words of the reporter around the cue, outside every content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Token

from dragoman.attribution.cast import Cast
from dragoman.attribution.claims import Claim
from dragoman.attribution.cues import verb_name
from dragoman.attribution.mentions import Mention, is_passive, mention
from dragoman.attribution.page import FINITE, Page
from dragoman.attribution.stance import cue_verb
from dragoman.model import Place, Timex

ADDRESSED = frozenset(
    {"tell", "inform", "remind", "assure", "reassure", "advise", "warn", "caution", "ask", "urge", "order", "beg", "implore",
     "press", "promise", "persuade", "exhort", "instruct", "call on", "invite", "convince", "notify", "command", "encourage",
     "request", "direct", "challenge", "appeal to", "petition", "lobby", "push"}
)  # fmt: skip
"""Verbs whose object is whom they speak to."""
SPEAKING = frozenset({"speak", "talk", "testify", "address", "write", "report", "complain", "appeal", "quote", "tell", "ask"})
"""Verbs that may lead in the circumstances of another one: "speaking to students in Lagos, she said …"."""
TOWARDS = frozenset({"to", "with", "before", "by"})
OBJECTS = frozenset({"dobj", "dative", "iobj"})
AT = frozenset({"in", "at", "from", "on", "outside", "near", "inside", "aboard", "during"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
ATTITUDES = frozenset({"infinitive", "object", "preposition", "predicate", "gerund"})
"""Rules whose content may hold an adverbial of the cue ("urged Kenya on Monday to leave")."""
MAX_REGION = 60
MAX_CLIMB = 9


@dataclass(frozen=True, slots=True)
class Circumstances:
    addressee: Mention | None = None
    place: Place | None = None
    time: Timex | None = None


NONE = Circumstances()


@dataclass(frozen=True, slots=True)
class Region:
    """The reporter's words around a cue, tokens `start` to `end` (exclusive), and behind its content, `after` to `last`."""

    claim: Claim
    verb: Token
    start: int
    end: int
    after: int
    last: int

    def holds(self, token: Token) -> bool:
        return self.start <= token.i < self.end

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        return (self.start, self.end), (self.after, self.last)

    @property
    def tokens(self) -> Iterator[Token]:
        for start, end in self.stretches:
            yield from self.verb.doc[start:end]


def taken_tokens(claims: Iterable[Claim], length: int) -> bytearray:
    """1 for the tokens of contents, 2 for those of cues."""
    taken = bytearray(length)
    for claim in claims:
        for start, end in claim.pieces:
            taken[start:end] = b"\x01" * (end - start)
    for claim in claims:
        if claim.cue is not None:
            start, end = claim.cue
            taken[start:end] = b"\x02" * (end - start)
    return taken


def circumstances(page: Page, cast: Cast, claim: Claim, taken: bytearray) -> Circumstances:
    verb = cue_verb(page, claim)
    if verb is None or claim.cue is None:
        return NONE
    region = _region(page, claim, verb, taken)
    addressee = _addressee(page, region)
    return Circumstances(addressee, _place(cast, region, addressee), _time(page, cast, region, addressee))


def _region(page: Page, claim: Claim, verb: Token, taken: bytearray) -> Region:
    start, end = claim.cue or (verb.i, verb.i + 1)
    first = max(page.sentence_start(start), start - MAX_REGION)
    last = min(page.sentence_end(end - 1), end + MAX_REGION)
    while start > first and not taken[start - 1] and page.quote_at[start - 1] < 0:
        start -= 1
    end = _free_end(page, end, last, taken)
    after = claim.end if verb.i < claim.end < last else end
    return Region(claim, verb, start, end, after, _free_end(page, after, last, taken))


def _free_end(page: Page, at: int, last: int, taken: bytearray) -> int:
    while at < last and not taken[at] and page.quote_at[at] < 0:
        at += 1
    return at


# --- to whom ------------------------------------------------------------------------------------------------------


def _addressee(page: Page, region: Region) -> Mention | None:
    for head in _addressed(page, region):
        source = region.claim.source
        if head.pos_ in NOMINAL and head.ent_type_ not in ("DATE", "TIME") and (source is None or head.i != source.head):
            return _without_place(page, mention(page, head))
    return None


def _addressed(page: Page, region: Region) -> Iterator[Token]:
    """Yield who may be the addressee, the surest first."""
    verb = region.verb
    name, end = verb_name(verb, page.lexicon)
    if name in ADDRESSED:
        if is_passive(verb):
            yield from (child for child in verb.lefts if child.dep_ == "nsubjpass")
            return
        yield from _objects(page, region, end)
    for token in region.tokens:
        if token.lower_ in TOWARDS and token.dep_ in ("prep", "dative", "agent") and _leads_to(page, token, region):
            yield from (child for child in token.rights if child.dep_ == "pobj")


def _objects(page: Page, region: Region, end: int) -> Iterator[Token]:
    """The object of the verb or of its particle; else the noun right after it, whatever the parser makes of that."""
    verb, rule = region.verb, region.claim.rule
    if rule in ("object", "predicate", "gerund"):
        return
    for token in (verb, *page.doc[verb.i + 1 : end]):
        for child in token.rights:
            if child.dep_ in OBJECTS or (child.dep_ == "pobj" and token.i != verb.i):
                yield child
    if end < region.end and page.doc[end].dep_ not in ("nsubj", "nsubjpass"):
        following = page.doc[end]
        head = following if following.pos_ in NOMINAL else following.head
        if head.pos_ in NOMINAL and region.holds(head):
            yield head


def _leads_to(page: Page, preposition: Token, region: Region) -> bool:
    """Whether the preposition is one of the utterance: said to, in an interview with, speaking to."""
    head, word = preposition.head, preposition.lower_
    if head.i == region.verb.i:
        return word in ("to", "before")
    if head.lemma_.lower() in page.lexicon.words["occasion"] and head.pos_ == "NOUN":
        return word != "by" and _is_of_utterance(head, region)
    return head.lemma_ in SPEAKING and head.tag_ in ("VBG", "VBN") and word in ("to", "before", "with")


def _without_place(page: Page, found: Mention) -> Mention:
    """The addressee without the place where they were spoken to: "the crowd [in Katowice]"."""
    head = page.doc[found.head]
    if head.lemma_.lower() not in page.lexicon.words["audience"]:
        return _with_place(page, found)
    for at in range(found.head + 1, found.end - 1):
        if page.doc[at].lower_ in AT and page.doc[at].pos_ == "ADP":
            return Mention(found.start, at, found.head)
    return found


def _with_place(page: Page, found: Mention) -> Mention:
    """The addressee with the place that tells which one is meant: "a radio station in Lubumbashi"."""
    doc, end = page.doc, found.end
    if doc[found.start].lower_ not in ("a", "an") or end + 1 >= len(doc) or doc[end].lower_ != "in":
        return found
    place = next((child for child in doc[end].rights if child.dep_ == "pobj" and child.pos_ == "PROPN"), None)
    return found if place is None else Mention(found.start, place.i + 1, found.head)


# --- where and when -----------------------------------------------------------------------------------------------


def _place(cast: Cast, region: Region, addressee: Mention | None) -> Place | None:
    for place, first in chain.from_iterable(cast.places_within(*stretch) for stretch in region.stretches):
        preposition = _preposition(first)
        if preposition is None or (addressee is not None and addressee.start <= first.i < addressee.end):
            continue
        if preposition.lower_ in AT and _is_of_utterance(preposition, region):
            return place
    return None


def _preposition(token: Token) -> Token | None:
    """The preposition that governs the noun phrase of the token."""
    for _ in range(4):
        if token.dep_ == "pobj":
            return token.head
        if token.head.i == token.i or token.head.pos_ not in ("PROPN", "NOUN"):
            return None
        token = token.head
    return None


def _time(page: Page, cast: Cast, region: Region, addressee: Mention | None) -> Timex | None:
    if region.claim.rule in ATTITUDES:
        end = min(page.sentence_end(region.verb.i), region.claim.end)
        for timex, first in cast.times_within(region.verb.i + 1, end):
            if timex.interval is not None and _top(first).head.i == region.verb.i:
                return timex
    for timex, first in chain.from_iterable(cast.times_within(*stretch) for stretch in region.stretches):
        if timex.interval is not None and (_is_of_utterance(first, region) or _is_beside(page, first, region, addressee)):
            return timex
    return None


def _top(token: Token) -> Token:
    """The adverbial that the token is in: its preposition, or the noun itself."""
    for _ in range(4):
        if token.dep_ in ("npadvmod", "advmod", "prep") or token.head.i == token.i:
            return token
        token = token.head
    return token


def _is_of_utterance(token: Token, region: Region) -> bool:
    """Whether the token depends on the cue, and on no noun of the source and no other clause."""
    source = region.claim.source
    for _ in range(MAX_CLIMB):
        head = token.head
        if head.i == region.verb.i:
            return True
        if head.i == token.i or (source is not None and head.i == source.head):
            return False
        if head.tag_ in FINITE and head.pos_ in ("VERB", "AUX"):
            return False
        token = head
    return False


def _is_beside(page: Page, first: Token, region: Region, addressee: Mention | None) -> bool:
    """Whether the time stands right behind the cue, the source or the addressee, whatever the parser hangs it on."""
    at = first.i - 1
    while at >= region.start and page.doc[at].lower_ in ("on", "late", "early", "in", ","):
        at -= 1
    cue, source = region.claim.cue, region.claim.source
    ends = {cue[1] - 1 if cue else -1, addressee.end - 1 if addressee else -1}
    if source is not None and (region.claim.start < source.start or first.i < region.verb.i):
        ends.add(source.end - 1)
    return at in ends and (page.doc[first.i - 1].text != "," or at < first.i - 2)
