"""The command line of Laurel, for organisers and for the local cloud."""
