"""HTML: one view per page."""
