"""Room for places."""
