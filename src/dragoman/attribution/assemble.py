"""From claims in tokens to the attributions of the model, with all that is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.attribution.cast import Cast
from dragoman.attribution.circumstances import ATTITUDES, NONE, circumstances, taken_tokens
from dragoman.attribution.claims import Claim, characters, cue_characters, directness
from dragoman.attribution.find import Found
from dragoman.attribution.mentions import Mention, is_anonymous, mention
from dragoman.attribution.page import Page
from dragoman.attribution.speakers import Speakers
from dragoman.attribution.stance import veridicality
from dragoman.model import Attribution, SourceKind, Span

CITING = frozenset({"cite", "quote"})


def assemble(page: Page, cast: Cast, found: list[Found]) -> tuple[Attribution, ...]:
    """The attributions, in the order of their contents."""
    ordered = sorted(found, key=lambda each: (each.claim.start, each.claim.end, each.claim.rule))
    taken = taken_tokens([each.claim for each in ordered], len(page.doc))
    speakers = Speakers(page, cast)
    whole = []
    for each in ordered:
        outer = _attribution(page, cast, speakers, each.claim, taken)
        nested = tuple(_attribution(page, cast, speakers, claim, None) for claim in each.nested)
        cited = _cited(page, each.claim, ordered)
        if cited is not None:
            inner = _attribution(page, cast, speakers, cited, None)
            nested = (inner, *nested) if _speaks(inner) else nested
        whole.append(replace(outer, nested=nested) if nested else outer)
    return tuple(whole)


def _attribution(page: Page, cast: Cast, speakers: Speakers, claim: Claim, taken: bytearray | None) -> Attribution:
    """`taken` is None for a nested claim, whose circumstances are a part of what is told."""
    source = claim.source
    anonymous = source is not None and is_anonymous(page, source)
    around = NONE if taken is None else circumstances(page, cast, claim, taken)
    return Attribution(
        content=tuple(characters(page, piece) for piece in claim.pieces),
        source=_span(page, source),
        source_head=source.head if source else None,
        cue=cue_characters(page, claim.cue) if claim.cue else None,
        directness=directness(page, claim),
        anonymous=anonymous,
        rule=claim.rule,
        certain=claim.certain,
        speaker=speakers.of(source, claim.cue, anonymous=anonymous),
        veridicality=veridicality(page, claim),
        addressee=_span(page, around.addressee),
        addressees=cast.of(around.addressee) if around.addressee else (),
        place=around.place,
        time=around.time,
    )


def _cited(page: Page, claim: Claim, found: Sequence[Found]) -> Claim | None:
    """The claim of those whom its source cites for it: "Yonhap, citing officials, said the North had fired a rocket"."""
    if claim.rule in ATTITUDES or claim.source is None or claim.cue is None:
        return None
    for other in (each.claim for each in found):
        if other.rule != "object" or other.source != claim.source or other.cue is None:
            continue
        near = page.sentences[other.cue[0]] == page.sentences[claim.cue[0]]
        if near and page.doc[other.cue[1] - 1].lemma_ in CITING:
            start, end = other.pieces[0]
            return replace(claim, source=mention(page, page.doc[start:end].root), cue=other.cue, rule="cited")
    return None


def _speaks(inner: Attribution) -> bool:
    """Whether what is cited is somebody, or a text, and no reason ("citing unpaid bills")."""
    speaker = inner.speaker
    return bool(speaker.actors) or speaker.kind in (SourceKind.ANONYMOUS, SourceKind.DOCUMENT, SourceKind.MEDIUM)


def _span(page: Page, found: Mention | None) -> Span | None:
    return None if found is None else characters(page, (found.start, found.end))
