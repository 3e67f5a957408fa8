"""What is remembered between runs, in ``.press/`` and out of our own output."""
