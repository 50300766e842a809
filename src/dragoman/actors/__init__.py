"""Room for actors."""
