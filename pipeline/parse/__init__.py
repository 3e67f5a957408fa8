"""Documents to releases: how German press offices write, nothing about formats or models."""
