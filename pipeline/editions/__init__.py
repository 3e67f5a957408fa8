"""What people write of releases, and drafts where nobody has."""
