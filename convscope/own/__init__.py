"""Networks of one's own: how they come into the list of models."""
