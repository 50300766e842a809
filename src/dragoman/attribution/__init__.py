"""Room for attribution."""
