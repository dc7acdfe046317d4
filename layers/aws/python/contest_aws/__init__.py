"""The only runtime code that knows AWS: store, media, workflow, mail, HTTP, services and
settings."""
