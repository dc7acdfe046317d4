"""What the coded pictures themselves say, codec by codec: the size that a decoder will show, and
whether some bytes can be the beginning of a sample at all.

Only headers are read, never a picture. Where they lie in the file is left to `mp4`."""
