"""Loads, checks and describes the bundled reference data."""
