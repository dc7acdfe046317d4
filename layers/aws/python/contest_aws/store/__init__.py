"""The store for everything except files: keys, and a commit that writes all of its changes or
none."""
