"""Bundled FOXP3 reference data: sequences, transcripts, features and reported variants."""
