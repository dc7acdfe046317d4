"""Judges, which entries they are dealt, and the reviews that they write."""
