"""Room for reading."""
