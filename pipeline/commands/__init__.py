"""The commands of ``press``, in the order of its help. A new one is a module and a line here."""

from __future__ import annotations

from pipeline.commands.build import BUILD
from pipeline.commands.check import CHECK
from pipeline.commands.common import Command
from pipeline.commands.entities import ENTITIES
from pipeline.commands.evaluate import EVALUATE
from pipeline.commands.watch import WATCH

COMMANDS: tuple[Command, ...] = (BUILD, WATCH, CHECK, EVALUATE, ENTITIES)
