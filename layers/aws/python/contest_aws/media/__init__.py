"""The media bucket: ranged reads, what MediaInfo says of a file, pictures, and deletion."""
