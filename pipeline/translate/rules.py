"""What the desk has laid down for its translations."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import Style
from pipeline.glossary import EMPTY_GLOSSARY, Glossary

AS_TRANSLATED = Style(currency="", date="", time="", percent="")


@dataclass(frozen=True, slots=True)
class Rules:
    """What every draft of a run keeps to: house style and glossary; without any nothing is changed."""

    style: Style = AS_TRANSLATED
    glossary: Glossary = EMPTY_GLOSSARY


NO_RULES = Rules()
