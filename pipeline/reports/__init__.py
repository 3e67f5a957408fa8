"""What the terminal shows, laid out."""
