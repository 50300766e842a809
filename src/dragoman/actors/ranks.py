"""Ranks of offices: which descriptions may mean the same person ("the envoy" for a deputy secretary of state)."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache


class Rank(IntEnum):
    """In the order of prominence."""

    HEAD = 0
    DIPLOMAT = 1
    MINISTER = 2
    SOLDIER = 3
    LAWMAKER = 4
    JUDGE = 5
    CLERIC = 6
    SPOKESMAN = 7
    REGION = 8
    PARTY = 9
    OTHER = 10


PATTERNS = (
    (Rank.OTHER, r"^presidential (adviser|aide|candidate)|(?<!security )advis|aide|first lady"),
    (Rank.SPOKESMAN, r"spokes|press secretary"),
    (Rank.PARTY, r"candidate|party|opposition|rebel|militia|separatist|drug lord"),
    (Rank.DIPLOMAT, r"foreign|secretary of state|envoy|ambassador|representative|negotiator|mediator|diplomat|consul|attach"
                    r"|nuncio|high commissioner|national security adviser"),
    (Rank.LAWMAKER, r"senator|congress|member of|speaker|lawmaker|deputy$|(majority|minority) leader|whip"),
    (Rank.REGION, r"governor|mayor|prefect|chief minister|first minister|regional"),
    (Rank.HEAD, r"president|prime minister|premier|chancellor(?! of the ex)|taoiseach|supreme leader"
                r"|^leader|head of (state|government)|king|queen|emperor|emir|sultan"
                r"|crown prince|sheikh|chief executive$|state counsellor"
                r"|chairman of the state affairs|junta|secretary-general|pope"),
    (Rank.MINISTER, r"minister|secretary|attorney general|trade representative|chancellor of the ex"),
    (Rank.SOLDIER, r"general|colonel|admiral|commander|major|captain|lieutenant|chief of staff|joint chiefs|marshal|army|navy"
                   r"|air force"),
    (Rank.JUDGE, r"judge|justice|prosecutor|magistrate|lawyer"),
    (Rank.CLERIC, r"pope|bishop|cardinal|ayatollah|cleric|imam|patriarch|rabbi|mufti|dalai"),
)
COMPILED = tuple((rank, re.compile(pattern)) for rank, pattern in PATTERNS)


@lru_cache(maxsize=1024)
def rank_of(office: str | None) -> Rank:
    """The first pattern that fits; SPOKESMAN and PARTY stand before those whose words they contain."""
    if office is not None:
        for rank, pattern in COMPILED:
            if pattern.search(office):
                return rank
    return Rank.OTHER
