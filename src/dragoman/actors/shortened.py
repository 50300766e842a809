"""Bodies taken up by their last word: "the council" after "the Constitutional Council", "the bloc" after "the European
Union"."""

from __future__ import annotations

from dragoman.actors.draft import Draft
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

NOUNS = frozenset(
    {"agency", "alliance", "assembly", "bank", "bloc", "commission", "committee", "company", "congress", "council", "court",
     "federation", "front", "group", "league", "militia", "ministry", "movement", "organisation", "organization", "parliament",
     "party", "senate", "tribunal", "union"}
)
"""Nouns that take up a body of which they are the last word."""
OF_ARMED = ("group", "militia", "movement", "organisation", "organization")
"""Nouns that take up any armed group."""
OF_SECTOR = {
    "IGO": ("bloc", "regional bloc", "agency", "organisation", "organization"), "PTY": ("party", "movement"),
    "REB": OF_ARMED, "UAF": OF_ARMED, "PRM": OF_ARMED,
}
MILITARY_BODY = "alliance"
"""Takes up an international body that is military too."""
STATELESS = frozenset({"IGO", "NGO"})
DEFINITE = frozenset({"the", "this", "that"})
RULE = "short for"
CERTAIN = 0.6


class Bodies:
    """The bodies met so far, by the noun that would take them up; to be told of the mentions in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.last: dict[str, Draft] = {}

    def see(self, draft: Draft) -> None:
        if draft.plural or draft.members or draft.kind not in (ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.AGENT):
            return
        head = self.reading.tokens[draft.head]
        named = self.reading.at_head.get(head.head.i) if head.dep_ == "appos" else None
        if draft.kind is ActorKind.AGENT:
            if named is not None and named.kind is not ActorKind.AGENT and draft.noun in NOUNS:
                self.last[draft.noun] = named  # "the Free Army, a small group"
            elif draft.noun is not None and (noun := draft.noun.rpartition(" ")[2]) in NOUNS and not self.is_bare(draft):
                self.last[noun] = draft
            return
        words = {draft.name.lower().rpartition(" ")[2], self.reading.tokens[draft.end - 1].lower_}
        is_alliance = draft.sector == "IGO" and "MIL" in draft.other_sectors
        nouns = (MILITARY_BODY,) if is_alliance else OF_SECTOR.get(draft.sector or "", ())
        self.last.update(dict.fromkeys((*(words & NOUNS), *nouns), draft))

    def is_bare(self, draft: Draft) -> bool:
        """Whether nothing but an article stands before the noun."""
        return draft.head == draft.start or (draft.head == draft.start + 1 and self.reading.tokens[draft.start].tag_ == "DT")

    def take_up(self, draft: Draft) -> bool:
        """Let a definite short form be the body that it takes up."""
        fits = draft.kind is ActorKind.AGENT and not draft.plural and draft.country is None and draft.via is None
        bare = draft.head - draft.start == len((draft.noun or "").split())
        if not fits or not bare or self.reading.tokens[draft.start].lower_ not in DEFINITE:
            return False
        body = self.last.get(draft.noun or "")
        if body is None or (body.kind is ActorKind.AGENT and body.country is None):
            return False
        draft.kind, draft.name, draft.id = body.kind, body.name, body.id
        draft.country, draft.sector, draft.other_sectors = body.country, body.sector, body.other_sectors
        draft.rule, draft.certain = f"{RULE} {body.name}", min(CERTAIN, body.certain)
        return True

    def take_in(self, draft: Draft) -> bool:
        """Let those who belong to a body ("the bloc's ministers", "the court's chief justice") have its country, or its sector
        where it has none."""
        if draft.kind is not ActorKind.AGENT or draft.country is not None:
            return False
        tokens = self.reading.tokens
        owners = (tokens[at].lower_ for at in range(draft.start, draft.head) if tokens[at + 1].tag_ == "POS")
        body = next((self.last[word] for word in owners if word in self.last), None)
        if body is None or (body.country is None and body.sector not in STATELESS):
            return False
        draft.country, draft.rule, draft.certain = body.country, f"{draft.rule}, of {body.name}", min(CERTAIN, draft.certain)
        if body.country is None or (draft.sector in (None, "GOV") and body.sector not in (None, "GOV")):
            draft.sector, draft.other_sectors = body.sector, ()
        return True
