"""Records to cards."""
