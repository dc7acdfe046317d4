"""The texts of mails, and the outbox that keeps each mail until it is sent."""
