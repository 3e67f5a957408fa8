"""``press watch``: looking, deciding, running."""
