"""Composes reading, engine, catalog and writing. No command-line code in here."""
