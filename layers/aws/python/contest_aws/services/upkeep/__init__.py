"""What runs beside the stages: recovery of what events missed, retention and erasure."""
