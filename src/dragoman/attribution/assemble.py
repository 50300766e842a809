"""From claims in tokens to the attributions of the model, with all that is known of each."""

from __future__ import annotations

from dataclasses import replace

from dragoman.attribution.cast import Cast
from dragoman.attribution.circumstances import NONE, circumstances, taken_tokens
from dragoman.attribution.claims import Claim, characters, cue_characters, directness
from dragoman.attribution.find import Found
from dragoman.attribution.mentions import Mention, is_anonymous
from dragoman.attribution.page import Page
from dragoman.attribution.speakers import Speakers
from dragoman.attribution.stance import veridicality
from dragoman.model import Attribution, Span


def assemble(page: Page, cast: Cast, found: list[Found]) -> tuple[Attribution, ...]:
    """The attributions, in the order of their contents."""
    ordered = sorted(found, key=lambda each: (each.claim.start, each.claim.end, each.claim.rule))
    taken = taken_tokens([each.claim for each in ordered], len(page.doc))
    speakers = Speakers(page, cast)
    whole = []
    for each in ordered:
        outer = _attribution(page, cast, speakers, each.claim, taken)
        nested = tuple(_attribution(page, cast, speakers, claim, None) for claim in each.nested)
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


def _span(page: Page, found: Mention | None) -> Span | None:
    return None if found is None else characters(page, (found.start, found.end))
