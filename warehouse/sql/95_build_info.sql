-- What the file was made from; the only relation with a clock in it.
CREATE TABLE build_info (
    inputs_digest VARCHAR, parser_version VARCHAR, vocabulary_digest VARCHAR, code_digest VARCHAR,
    duckdb_version VARCHAR, built_at TIMESTAMP
);
