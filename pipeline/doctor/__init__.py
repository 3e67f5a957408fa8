"""Whether the set-up is sound."""
