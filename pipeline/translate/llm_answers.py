"""What a language model wrote → the translation in it, or the reason why there is none."""

from __future__ import annotations

import re

from pipeline.translate.errors import Kind, TranslatorError

# Marks of a template that a model does not stop at: what follows is a conversation with itself.
_END_OF_TURN = re.compile(r"<\|(?:im_end|im_start|eot_id|end|endoftext|end_of_text)\|>|<end_of_turn>|</s>|\[/INST\]")
_THOUGHTS = re.compile(r"<(think|thinking|thought|reasoning|scratchpad)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# Templates that open the block themselves leave only its end in the answer.
_END_OF_THOUGHTS = re.compile(r"\A.*</(?:think|thinking|thought|reasoning|scratchpad)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[\w-]*[ \t]*\n(?P<inside>.*?)\n?```", re.DOTALL)
_LABEL = re.compile(
    r"""
    \A\W{0,3}
    (?:(?:sure|certainly|of\ course|okay|ok|natürlich|gerne?)\b[^\n:]{0,40}[!.,]\s*)?
    (?:
        (?:here\ is|here's|here’s|below\ is|hier\ ist)\b[^\n:]{0,60}(?:translat|übersetz|version)[^\n:]{0,40}
        |
        (?:the\ )?(?:english\ |german\ |deutsche\ |englische\ )?(?:translation|translated\ text|übersetzung)
            (?:\ (?:in(?:to)?|auf)\ \w+)?
        |
        translate\ (?:in)?to\ \w+
        |
        (?:english|englisch)
    )
    \W{0,3}:\W{0,3}(?:\s+|\Z)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTE = re.compile(
    r"\A\W{0,3}(?:notes?\b|note:|explanation|i (?:have |kept|translated)|let me know|please (?:note|let)"
    r"|this translation|the (?:above |term |name |placeholder)|hinweis|anmerkung|alternative)",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\A\W{0,3}(?:i'm sorry|i’m sorry|i am sorry|sorry,|i apologi[sz]e|unfortunately, i (?:can|am)|as an ai\b"
    r"|i (?:can't|can’t|cannot|can not|am unable|am not able|won't|won’t)\b[^.\n]{0,60}"
    r"\b(?:translate|help|assist|fulfil|comply|provide|do that)"
    r"|es tut mir leid|tut mir leid|ich kann (?:das|diesen|dir|ihnen) )",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:ich|leider|leid|entschuldig\w*|i)\b", re.IGNORECASE)
_QUOTED = ('""', "“”", "„“", "«»", "»«", "''", "‘’", "``", "****")


def ends_itself(answer: str) -> bool:
    """Whether a model closed its turn, even if it went on writing."""
    return bool(_END_OF_TURN.search(answer))


def bare(answer: str, text: str) -> str:
    """The translation of ``text`` in an answer, without thoughts, fences, chatter and quotation marks around it.

    Whatever the text has itself is left alone.

    Raises:
        TranslatorError: the answer is empty, refuses, or holds more than one can tell from a translation.
    """
    said = _END_OF_TURN.split(answer, maxsplit=1)[0] if not _END_OF_TURN.search(text) else answer
    if "</" not in text:
        # What stood before a thought and what stood behind it are not one word.
        said = _END_OF_THOUGHTS.sub("", _THOUGHTS.sub("\n", said))
    if "```" not in text and (fenced := _FENCE.search(said)):
        said = fenced["inside"]
    said = said.strip()
    if not _LABEL.match(text):
        said = _LABEL.sub("", said, count=1).strip()
    if not said or (_says(text) and not _says(said)):
        raise TranslatorError("hat keine Übersetzung geschrieben", Kind.GARBLED)
    if _REFUSAL.match(said) and not _apologetic(text):
        raise TranslatorError("hat sich geweigert zu übersetzen", Kind.REFUSED)
    return _unquoted(_without_notes(said, text), text)


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _without_notes(said: str, text: str) -> str:
    """The answer without the notes below it; a text of one line has a translation of one line."""
    if "\n" in text:
        return said
    first, *others = [line.strip() for line in said.split("\n") if line.strip()]
    if others and not _NOTE.match(others[0]):
        raise TranslatorError("hat mehr als die Übersetzung geschrieben", Kind.GARBLED)
    return first


def _unquoted(said: str, text: str) -> str:
    for marks in _QUOTED:
        opening, closing = marks[: len(marks) // 2], marks[len(marks) // 2 :]
        inside = said[len(opening) : -len(closing)]
        around = said.startswith(opening) and said.endswith(closing) and len(said) > len(marks)
        if around and opening not in inside and closing not in inside and text[0].isalnum():
            return inside.strip()
    return said


def _apologetic(text: str) -> bool:
    """Whether the text itself may begin like a refusal: somebody speaks of herself or is sorry."""
    return bool(_REFUSAL.match(text) or _FIRST_PERSON.search(text[:40]))
