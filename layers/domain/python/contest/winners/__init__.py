"""What winners get beside their award: what is shown of their works, media packages, ceremony."""
