"""What judges watch: how it is made, whether it shows what was uploaded, and what it costs."""
