"""The archive, the request register, people's decisions, and the DuckDB file that is built from them."""
