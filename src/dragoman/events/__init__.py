"""Room for events."""
