"""Convscope: every number a convolutional network computes on the way to its answer."""

__version__ = "0.1.0"
