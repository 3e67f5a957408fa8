"""What lies in the folder of releases, up to a release understood."""
