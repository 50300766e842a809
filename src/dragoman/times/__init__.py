"""Room for times."""
