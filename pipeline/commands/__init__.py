"""The commands of ``press``, in the order of its help. A new one is a module and a line here."""

from __future__ import annotations

from pipeline.commands.approve import APPROVE
from pipeline.commands.build import BUILD
from pipeline.commands.check import CHECK
from pipeline.commands.common import Command
from pipeline.commands.doctor import DOCTOR
from pipeline.commands.edit import EDIT
from pipeline.commands.entities import ENTITIES
from pipeline.commands.evaluate import EVALUATE
from pipeline.commands.init import INIT
from pipeline.commands.memory import MEMORY
from pipeline.commands.models import MODELS
from pipeline.commands.status import STATUS
from pipeline.commands.translate import TRANSLATE
from pipeline.commands.watch import WATCH
from pipeline.commands.why import WHY

COMMANDS: tuple[Command, ...] = (
    *(BUILD, WATCH, STATUS, WHY, CHECK, EDIT, APPROVE),
    *(ENTITIES, EVALUATE, MEMORY, TRANSLATE, MODELS, INIT, DOCTOR),
)
