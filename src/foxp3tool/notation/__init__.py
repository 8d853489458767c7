"""Text to model and back: HGVS, SPDI, VCF-like. Pure, no input or output."""
