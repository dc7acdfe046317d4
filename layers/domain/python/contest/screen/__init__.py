"""What screeners decide, claim and propose."""
