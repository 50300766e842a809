from __future__ import annotations

import pytest

from dragoman.coder import Coder

from .scoring import load_report, read_by, reading_faults, report_names, score

NAMES = report_names()

# What stands between the program and a full reading; `python tests/reports/scoring.py NAME` lists it in detail.
NOT_YET = {
    "accord": "the mediating host taken for the state of those whom the report does not place; whose a minister is",
    "fisheries": "the place of a refusal that stands only with the meeting at which it was made",
    "missile": "'capped oil deliveries' is parsed as a description of the Security Council",
    "sahel": "a suspension told by a campaigner without a verb of saying; who is of no state",
    "standoff": "boats and ships that are sent or ordered; 'vowed that not one drop'; 'called on' as a call by telephone",
    "tariffs": "a panel's finding; 'stripped X of'; 'called its levies unacceptable'; sources between commas",
}


def with_reason(name: str) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
    return pytest.param(name, marks=marks)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reading_quotes_stands_once_in_its_report(name: str) -> None:
    assert not list(reading_faults(load_report(name)))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_found_is_everything_missed(name: str) -> None:
    report = load_report(name)
    result = score(report, {"times": [], "actors": [], "attributions": [], "events": []})
    assert len(result.misses) == sum(wanted for _, wanted in result.figures.values())
    assert not result.inventions


@pytest.mark.parametrize("name", [with_reason(name) for name in NAMES])
def test_a_report_is_read_as_a_careful_coder_reads_it(name: str, coder: Coder) -> None:
    report = load_report(name)
    result = score(report, read_by(coder, report))
    assert result.complete, "\n".join([str(result), *result.misses, *result.inventions])
