"""The web app: JSON, bytes and pages over the instrument. It computes nothing of its own."""
