"""Award rounds, from tally to grant."""
