"""One way to send a mail, and an adapter for each service that sends it."""
