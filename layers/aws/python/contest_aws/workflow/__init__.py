"""Executions of the state machines, schedules, and the queues that dispatch changes to
functions."""
