"""Recommending units: their sheets and their publicity reports."""
