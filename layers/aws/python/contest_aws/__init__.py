"""The only runtime code that knows AWS: keys, table, media, journey, HTTP, settings."""
