"""Spreadsheets as tables of text: reading filled sheets and laying out new ones."""
