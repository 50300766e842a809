"""The country that a report is about, for actors whose own words tell none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.actors.draft import Draft
from dragoman.actors.mentions import Reading
from dragoman.model import ActorKind

DATELINE = re.compile(r"\s*[A-Z][\w .,'/-]{1,60}?(?:\([\w .,'/-]{2,30}\))?\s*(?:--|[-–—])\s")
DATELINE_WEIGHT = 3
EVERYWHERE = frozenset({"IGO", "UNK", "REB"})
"""Sectors whose actors are not of the country they are met in."""


def focus_of(reading: Reading) -> str | None:
    """The country named most, the dateline's counting thrice; the first of equals."""
    dateline = DATELINE.match(reading.doc.text[:120])
    dateline_end = dateline.end() if dateline else 0
    counts: Counter[str] = Counter()
    for draft in sorted(reading.drafts, key=lambda draft: draft.start):
        if draft.country:
            counts[draft.country] += DATELINE_WEIGHT if reading.tokens[draft.start].idx < dateline_end else 1
    return counts.most_common(1)[0][0] if counts else None


def local_country(reading: Reading, draft: Draft, nearby: Sequence[Draft]) -> str | None:
    """The only country that the sentence names as a place ("Police in the city used tear gas … in Caracas")."""
    places = {
        other.country
        for other in nearby
        if other.kind is ActorKind.COUNTRY and other.country and reading.tokens[other.head].dep_ == "pobj"
        and reading.tokens[other.head].head.lower_ in ("in", "at", "near", "across")
    }
    return places.pop() if len(places) == 1 else None
