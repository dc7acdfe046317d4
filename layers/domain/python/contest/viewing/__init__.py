"""The viewing copy: the same coded pictures and sound in a new file that says nothing else."""
