"""What a rules file says: its sections, how they are checked, and the contest that runs by them."""
