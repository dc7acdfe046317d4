"""Executions of the state machines, schedules, and who is told of which change by a queue."""
