"""The edges: VCF in, tables out. Files and third-party formats are dealt with here only."""
