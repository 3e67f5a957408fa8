"""How things stand, told without a run."""
