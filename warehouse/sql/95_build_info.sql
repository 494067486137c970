-- What the file was made from; `built_at` is the only clock in it.
CREATE TABLE build_info (
    inputs_digest VARCHAR, parser_version VARCHAR, vocabulary_digest VARCHAR, decisions_digest VARCHAR,
    code_digest VARCHAR, duckdb_version VARCHAR, built_at TIMESTAMP
);
CREATE TABLE build_inputs (kind VARCHAR, name VARCHAR, digest VARCHAR);
