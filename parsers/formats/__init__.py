"""One module per format: bytes in, a `Document` out."""
