"""Award rounds, from the tally to the grant."""
