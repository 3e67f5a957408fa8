from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.typography import english_quotes, unquoted

MARKS = st.text(st.sampled_from(list('„“”"»«‚‘’ab .,(')), max_size=30)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("„We are glad“, she says.", "“We are glad”, she says."),
        ('"We are glad," she says.', "“We are glad,” she says."),
        ("“We are glad,” she says.", "“We are glad,” she says."),
        ("»We are glad«", "“We are glad”"),
        ("(„Light“)", "(“Light”)"),
        ("„The ‚Light‘ shines“", "“The ‘Light’ shines”"),
        ("It's the members’ label", "It's the members’ label"),
        ('a 5" lens', 'a 5" lens'),
        ("„We are glad. It is good.“ They go.", "“We are glad. It is good.” They go."),
    ],
)
def test_quotation_marks_become_english(before: str, after: str) -> None:
    assert english_quotes(before) == after


@pytest.mark.parametrize(
    ("segment", "parts"),
    [
        ("„Wir freuen uns.", ("„", "Wir freuen uns.", "")),
        ("Das ist gut.“", ("", "Das ist gut.", "“")),
        ("„Das ist gut.“", ("„", "Das ist gut.", "“")),
        ("„Gut“, sagt sie.", ("", "„Gut“, sagt sie.", "")),
        ("„Gut“, sagt sie. „Sehr gut.“", ("", "„Gut“, sagt sie. „Sehr gut.“", "")),
        ("Der Titel „Licht“", ("", "Der Titel „Licht“", "")),
        ("„", ("„", "", "")),
        ("", ("", "", "")),
    ],
)
def test_marks_at_the_edges_are_put_aside(segment: str, parts: tuple[str, str, str]) -> None:
    assert unquoted(segment) == parts


@given(MARKS)
def test_nothing_but_marks_changes(text: str) -> None:
    assert "".join(unquoted(text)) == text
    changed = english_quotes(text)
    assert len(changed) == len(text)
    assert not set(changed) & set("„»«‚")
    assert [a for a, b in zip(text, changed, strict=True) if a != b and a.isalnum()] == []
