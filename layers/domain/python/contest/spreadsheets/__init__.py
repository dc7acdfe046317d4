"""Spreadsheets as tables of text: what is read from them, and what is written into them."""
