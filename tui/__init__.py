"""Giao Ban: review meetings of a ward's campaign, in the terminal."""

__version__ = "0.1.0"
