"""The engine: normalisation, projection, consequence and protein effect. Pure, no input/output."""
