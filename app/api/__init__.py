"""JSON and bytes: one router per noun, every error a problem document."""
