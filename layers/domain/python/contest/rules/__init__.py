"""The rules file: its sections, their checks, and the contest that runs by them."""
