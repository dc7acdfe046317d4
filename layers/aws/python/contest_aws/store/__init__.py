"""Where everything but files is kept: keys, and a commit that is done as a whole or not at all."""
