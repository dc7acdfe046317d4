"""The lists that a host takes along as .xlsx: works, people, results and scores."""
