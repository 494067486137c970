-- The vocabulary in force, beside the figures that it explains.

CREATE TEMP TABLE force_names AS SELECT id AS force_id, name AS force_name FROM forces;
