-- Keys: each crime once within a cut, wherever the reply states it again.

-- What each table says under each key (period, outcome, offence, breakdown). Rows of one table with the same
-- key are parts of one number: a code split over two rows, a list of crimes.
CREATE TEMP TABLE table_keys AS
SELECT
    cut_id, table_id, document_id, table_no, bucket_start, bucket_end, part, period_start, period_end,
    outcome_key, offence_key, breakdown_key,
    bool_and(value_status = 'record') AS records,
    any_value(outcome_codes) AS outcome_codes,
    min(offence_label) AS offence_label,
    min(offence_id) AS offence_id,
    sum(count_low)::BIGINT AS low,
    sum_high(count_high) AS high,
    bool_or(count_low IS DISTINCT FROM count_high AND value_status <> 'rounded') AS suppressed,
    bool_or(value_status = 'rounded') AS rounded,
    list(figure_id) AS figure_ids
FROM cells
WHERE state = 'accepted'
GROUP BY ALL;

-- Only where a cut has several tables can anything be stated twice.
CREATE TEMP TABLE shared_cuts AS
SELECT cut_id FROM (SELECT DISTINCT cut_id, table_id FROM table_keys) GROUP BY cut_id HAVING count(*) > 1;

-- A list of crimes that a reply attaches twice is one list.
CREATE TEMP TABLE repeated_lists AS
SELECT cut_id, table_id
FROM (
    SELECT
        cut_id, table_id, document_id, table_no,
        string_agg(concat_ws('/', period_start, outcome_key, offence_key, breakdown_key, low), '; '
            ORDER BY period_start, period_end, outcome_key, offence_key, breakdown_key) AS content
    FROM table_keys
    SEMI JOIN shared_cuts USING (cut_id)
    GROUP BY ALL
    HAVING bool_and(records)
)
QUALIFY row_number() OVER (PARTITION BY cut_id, content ORDER BY document_id, table_no) > 1;

CREATE TEMP TABLE shared_keys AS
SELECT
    cut_id, bucket_start, bucket_end, part, period_start, period_end, outcome_key, offence_key, breakdown_key,
    bool_or(records) AS records,
    min(low) = max(low) AND min(unlimited(high)) = max(unlimited(high)) AS agree,
    max(unlimited(high)) > 0 AS telling,
    named(list(table_id)) AS table_ids,
    arg_min(bounds_text(low, high), (document_id, table_no)) AS first_value,
    arg_max(bounds_text(low, high), (document_id, table_no)) AS last_value
FROM table_keys
SEMI JOIN shared_cuts USING (cut_id)
ANTI JOIN repeated_lists USING (cut_id, table_id)
GROUP BY ALL
HAVING count(*) > 1;

-- Where at least half of the figures that tables share agree, the tables state the same crimes again; where
-- fewer do, they may also be parts of a whole that were not told apart.
CREATE TEMP TABLE restated_cuts AS
SELECT
    cut_id,
    count(*) AS shared,
    count(*) FILTER (NOT agree) AS differing,
    NOT bool_or(records) AND 2 * count(*) FILTER (agree AND telling) >= count(*) FILTER (telling) AS restated,
    named(flatten(list(table_ids))) AS table_ids,
    arg_min({'key': outcome_key, 'offence': offence_key, 'period': period_start, 'first': first_value,
             'last': last_value}, (period_start, outcome_key, offence_key, breakdown_key))
        FILTER (NOT agree) AS first_difference
FROM shared_keys
GROUP BY cut_id;

-- One row a key: a figure that was stated again counts once; where the statements differ, both are bounds.
CREATE TEMP TABLE keys AS
SELECT
    cut_id, bucket_start, bucket_end, part, outcome_key, offence_key, breakdown_key,
    outcome_codes, offence_label, offence_id, low, high, suppressed, rounded, false AS conflict,
    figure_ids, [document_id] AS document_ids, [table_id] AS table_ids
FROM table_keys
ANTI JOIN shared_cuts USING (cut_id)
UNION ALL
SELECT
    k.cut_id, bucket_start, bucket_end, part, outcome_key, offence_key, breakdown_key,
    any_value(outcome_codes) AS outcome_codes,
    min(offence_label) AS offence_label,
    min(offence_id) AS offence_id,
    min(low) AS low,
    CASE WHEN count(*) = 1 OR bool_and(restated) THEN max_high(high) ELSE sum_high(high) END AS high,
    bool_or(suppressed) AS suppressed,
    bool_or(rounded) AS rounded,
    count(*) > 1 AND NOT (bool_and(restated) AND min(low) = max(low)
        AND min(unlimited(high)) = max(unlimited(high))) AS conflict,
    CASE WHEN conflict THEN flatten(list(figure_ids)) ELSE arg_min(figure_ids, (document_id, table_no)) END AS figure_ids,
    CASE WHEN conflict THEN named(list(document_id)) ELSE [min(document_id)] END
        AS document_ids,
    named(list(table_id)) AS table_ids
FROM table_keys k
SEMI JOIN shared_cuts USING (cut_id)
ANTI JOIN repeated_lists USING (cut_id, table_id)
LEFT JOIN restated_cuts USING (cut_id)
GROUP BY k.cut_id, bucket_start, bucket_end, part, period_start, period_end,
    outcome_key, offence_key, breakdown_key;

-- The figures that wait for a person and would belong to a cut: those with its dimensions and grain, and
-- those of its tables whose own meaning is not complete.
CREATE TEMP TABLE held_cells AS
WITH cut_tables AS (
    SELECT DISTINCT cut_id, table_id FROM cells WHERE cut_kind = 'cells' AND state = 'accepted'
),
waiting AS (
    SELECT
        cut_id, table_id, figure_id, period_start, period_end, outcome_key, offence_key,
        CASE WHEN NOT number_in_doubt THEN count_high END AS count_high
    FROM cells WHERE cut_kind = 'cells' AND state = 'held'
)
SELECT w.* FROM waiting w
UNION
SELECT w.* REPLACE (t.cut_id AS cut_id)
FROM waiting w
JOIN cut_tables t USING (table_id)
WHERE w.cut_id NOT IN (SELECT cut_id FROM cut_tables);
