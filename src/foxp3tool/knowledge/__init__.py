"""What is known of the gene: matching against the reported mutations. Pure, no input/output."""
