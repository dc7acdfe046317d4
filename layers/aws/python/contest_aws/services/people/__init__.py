"""Accounts, sign-in, invitations, and the export of a person's data."""
