"""What Laurel costs and how well it does, measured; `make bench-NAME` prints one of them."""
