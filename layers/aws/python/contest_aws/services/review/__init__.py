"""Review rounds, the deal of entries to judges, and the judges' reviews."""
