"""One module per family of formats: what its documents hold and do not show."""
