"""Assigns judges to the entries of a round. `plan` is what others call: it deals at random with
equal loads (`deal`), improves by what is preferred (`auction`), and joins what would fall apart
(`connection`)."""
