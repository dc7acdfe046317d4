"""What winners get beside their award and its certificate, as long as the award stands."""
