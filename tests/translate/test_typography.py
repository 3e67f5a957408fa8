from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.typography import unquoted, with_marks_of

MARKS = st.text(st.sampled_from(list("„“”\"»«‚‘’'ab5 .,(")), max_size=30)


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
        ('from 5" to 7" wide', 'from 5" to 7" wide'),
        ('"We have 5" he said', "“We have 5” he said"),
        ("5′ 7″ tall", "5′ 7″ tall"),
        ("\"The 'Light' shines\"", "“The ‘Light’ shines”"),
        ("\"It's the members' 'Light'\"", "“It's the members' ‘Light’”"),
        ("« We are glad »", "“We are glad”"),
        ("he said »yes« and left", "he said “yes” and left"),
        ("rock 'n' roll in the '90s", "rock 'n' roll in the '90s"),
    ],
)
def test_quotation_marks_become_english(before: str, after: str) -> None:
    assert with_marks_of(before, "en-GB") == after


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


@pytest.mark.parametrize(
    ("target", "before", "after"),
    [
        ("fr", "« Bien », dit-elle.", "«\u202fBien\u202f», dit-elle."),
        ("fr", '"Bien", dit-elle.', "«\u202fBien\u202f», dit-elle."),
        ("fr", "«\u202fl’été\u202f»", "«\u202fl’été\u202f»"),
        ("fr", "„Le ‚jour‘ vient“", "«\u202fLe “jour” vient\u202f»"),
        ("pl", "“Dobrze”, mówi.", "„Dobrze”, mówi."),
        ("pl", "„Dobrze“, mówi.", "„Dobrze”, mówi."),
        ("cs", '"Dobře," říká.', "„Dobře,“ říká."),
        ("cs", "“Dobře,” říká.", "„Dobře,“ říká."),
        ("de", '"Gut"', '"Gut"'),
        ("tlh", "„Qapla“", "„Qapla“"),
    ],
)
def test_quotation_marks_become_those_of_the_target(target: str, before: str, after: str) -> None:
    assert with_marks_of(before, target) == after


@given(MARKS)
def test_marks_at_the_edges_come_back(text: str) -> None:
    assert "".join(unquoted(text)) == text


@given(MARKS, st.sampled_from(["en", "fr", "pl", "cs"]))
def test_nothing_but_marks_and_their_spaces_changes(text: str, target: str) -> None:
    def plain(text: str) -> str:
        return re.sub(r"\s", "", re.sub(r"[„“”\"»«‚‘’'›‹]", "'", text))

    assert plain(with_marks_of(text, target)) == plain(text)


@given(st.from_regex(r"[ab5]{1,5}", fullmatch=True), st.sampled_from(["en", "fr", "pl", "cs"]))
def test_a_second_time_changes_nothing(word: str, target: str) -> None:
    once = with_marks_of(f"„So {word}“, says she, „and ‚{word}‘ again.“", target)
    assert with_marks_of(once, target) == once
