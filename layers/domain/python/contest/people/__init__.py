"""Accounts, sign-in, roles, and who may ask what over HTTP."""
