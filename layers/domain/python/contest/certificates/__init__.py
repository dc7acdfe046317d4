"""Certificates: what is printed, under which number, and whether one still counts."""
