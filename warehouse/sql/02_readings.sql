-- What was read, from the segments of the parsed store. A document that stands in two segments is taken from the
-- one that owns it.
CREATE TEMP MACRO readings_of(relation) AS TABLE
SELECT rows.* EXCLUDE (filename)
FROM read_parquet(
    list_transform(getvariable('segments'), lambda segment: segment || '/' || relation || '.parquet'),
    filename = true
) rows
SEMI JOIN owners ON owners.root_id = rows.root_id
    AND owners.segment || '/' || relation || '.parquet' = rows.filename;

CREATE TEMP TABLE read_documents AS FROM readings_of('documents');
CREATE TEMP TABLE read_figures AS FROM readings_of('figures');
CREATE TEMP TABLE read_checks AS FROM readings_of('checks');
CREATE TEMP TABLE read_lost AS FROM readings_of('lost');
CREATE TEMP TABLE read_signs AS FROM readings_of('signs');
CREATE TEMP TABLE read_findings AS FROM readings_of('findings');
CREATE TEMP TABLE read_caveats AS FROM readings_of('caveats');
CREATE TEMP TABLE read_hidden AS FROM readings_of('hidden');
