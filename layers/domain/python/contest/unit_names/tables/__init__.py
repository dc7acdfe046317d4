"""Tables that other people keep. `make tables` writes them."""
