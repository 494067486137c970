-- The answers as they were before a further document came: filled in by `load_history`.
CREATE TABLE outcome_history AS
SELECT *, NULL::VARCHAR AS reply_id, NULL::DATE AS known_from, NULL::DATE AS known_until FROM outcome_counts LIMIT 0;
CREATE TABLE recorded_history AS
SELECT *, NULL::VARCHAR AS reply_id, NULL::DATE AS known_from, NULL::DATE AS known_until FROM recorded_counts LIMIT 0;
