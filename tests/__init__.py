"""The tests: the same folders and names as what they test."""
