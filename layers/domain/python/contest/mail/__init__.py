"""The texts of mails, and the outbox in which each waits until it is sent."""
