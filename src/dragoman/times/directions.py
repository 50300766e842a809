"""Whether a date looks ahead or back: by the words before it, else by the verb that governs it."""

from __future__ import annotations

from dragoman.times.grammar import Reading
from dragoman.times.scene import Scene
from dragoman.times.spans import POSSESSIVES
from dragoman.times.syntax import Direction

AHEAD_CUES = frozenset({"effective", "through", "until", "till", "payable", "due"})
DUE = frozenset({"due", "payable", "effective"})
PREPOSITIONS = frozenset({"on", "in", "by", "at", "for"})
EARLY = frozenset({"early", "soon"})


def date_direction(reading: Reading, scene: Scene) -> tuple[Direction | None, bool]:
    """Direction and directness; "effective", "until" and the like look ahead, "since" back, whatever the verb says."""
    before = scene.before(reading)
    if before == "since":
        return Direction.PAST, True
    to_date = before == "to" and "from" not in {scene.before(reading, back) for back in (2, 3, 4)}
    ahead_of = before == "of" and scene.before(reading, 2) == "ahead"
    due = before in PREPOSITIONS and scene.before(reading, 2) in DUE
    called_for = before == "for" and reading.get("WEEKDAY") and scene.after(reading) not in POSSESSIVES
    as_early = before == "as" and scene.before(reading, 2) in EARLY
    deadline = before == "by" and scene.syntax.depends_on_noun(scene.words[reading.first - 1].start)
    if before in AHEAD_CUES or to_date or ahead_of or due or called_for or as_early or deadline:
        return Direction.FUTURE, False
    return scene.syntax.governed(reading.start, reading.end)
