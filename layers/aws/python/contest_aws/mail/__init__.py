"""The interface for sending mail, and an adapter for each mail service."""
