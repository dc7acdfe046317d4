"""Services beside the stages: recovery of missed events, retention and erasure."""
