-- The people of a force's area, for the years for which the vocabulary gives them; no other year is guessed.
CREATE TABLE populations AS
SELECT id AS force_id, 2019 AS year, population_mid2019::BIGINT AS population, source
FROM forces WHERE population_mid2019 <> '' ORDER BY id;
