"""Widgets that know figures but not files: the grid, bars, big digits, the finder."""
