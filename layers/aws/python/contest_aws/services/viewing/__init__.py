"""Viewing copies: who makes them when, and what judges and screeners get to see."""
