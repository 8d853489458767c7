"""Text to model and back: HGVS, SPDI and VCF-like notations. Pure, no input/output."""
