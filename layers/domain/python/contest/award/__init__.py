"""Results of the reviews, the awards proposed from them, and the host's decisions."""
