"""JSON Schemas of the bundled reference data."""
