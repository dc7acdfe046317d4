"""Review rounds, the assignment of entries to judges, and the judges' reviews."""
