"""What the server remembers: pictures on disk by content, runs in memory by key."""
