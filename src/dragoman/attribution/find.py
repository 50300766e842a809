"""All rules together: which claim of which rule stands."""

from __future__ import annotations

from dragoman.attribution.asides import aside_claims
from dragoman.attribution.claims import Claim
from dragoman.attribution.cues import verb_cues
from dragoman.attribution.headlines import headline_claims
from dragoman.attribution.lexicon import Lexicon
from dragoman.attribution.nouns import noun_claims
from dragoman.attribution.page import Page
from dragoman.attribution.reported import reported
from dragoman.attribution.speech import direct_speech


def find_claims(page: Page, lexicon: Lexicon) -> list[Claim]:
    """The claims of the page, no two with the same cue."""
    claims = list(direct_speech(page, lexicon).claims)
    used = {at for claim in claims if claim.cue for at in range(*claim.cue)}
    for cue in verb_cues(page, lexicon):
        if cue.verb.i not in used and page.quote_at[cue.verb.i] < 0:
            claim = reported(page, cue)
            if claim is not None:
                claims.append(claim)
    for claim in (*aside_claims(page, lexicon), *noun_claims(page, lexicon), *headline_claims(page, lexicon)):
        if claim.cue is not None and claim.cue[0] not in used:
            claims.append(claim)
    return claims
