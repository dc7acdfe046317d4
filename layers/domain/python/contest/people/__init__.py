"""Accounts, sign-in, roles, and who may call which route over HTTP."""
