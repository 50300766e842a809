"""Every rule of the grammar reads its own example."""

from __future__ import annotations

import re

import pytest

from dragoman.times.lexicon import RuleRow, load_lexicon

RULES = load_lexicon().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_its_example(rule: RuleRow, read):
    before, expression, after = re.fullmatch(r"(.*)\[(.+)\](.*)", rule.example).groups()
    found = read(f"{before}{expression}{after}.")
    assert (len(before), expression, rule.value, rule.name) in [(t.span.start, t.span.text, t.value, t.rule) for t in found]
