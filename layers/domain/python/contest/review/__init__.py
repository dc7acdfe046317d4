"""Judges, the entries assigned to them, and the reviews that they write."""
