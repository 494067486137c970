-- Cells: the counts of crimes, sorted into cuts. A cut is one way in which a reply breaks its crimes down: the
-- figures of one request and force with the same dimensions and the same grain of time. Tables that continue
-- one another (side by side, a sheet a year, a table a place) make up one cut; different cuts count the same
-- crimes again and are never added.

-- Printed totals are countable too: each table's totals are a cut of their own, with no dimension left.
CREATE TEMP TABLE countable AS
WITH scoped AS (
    SELECT
        f.*,
        table_id(f.document_id, f.table_no) AS table_id,
        r.year_kind,
        r.period_start AS asked_start,
        r.period_end AS asked_end,
        r.scope_id,
        string_split(f.offence_id, '|') AS offence_codes,
        -- An offence label that says no more than the request does is not a breakdown.
        f.offence_label IS NULL
            OR coalesce(list_sort(offence_codes) = list_sort(r.offences), false) AS whole_scope,
        CASE
            WHEN f.unit IS NOT NULL AND NOT regexp_matches(lower(f.unit), '^(crime|offence|outcome|record)')
                THEN 'counts ' || f.unit || ', not crimes'
            WHEN len(r.offences) > 0 AND f.offence_id IS NOT NULL AND NOT list_has_any(offence_codes, r.offences)
                THEN 'offence ' || f.offence_id || ' was not asked for'
        END AS beside_question
    FROM figures f
    JOIN requests r USING (request_id)
    WHERE f.role IN ('cell', 'total') AND f.state IN ('accepted', 'held') AND f.force_id IS NOT NULL
),
-- A step for each name that the next one builds upon: DuckDB writes a name out wherever its own SELECT uses it.
kinds AS (
    SELECT
        *,
        -- A span within one year of the kind that was asked for is a part of that year.
        CASE
            WHEN period_kind = 'range' AND fineness(year_kind) = 3
                AND unit_start(period_start, year_kind) = unit_start(period_end, year_kind) THEN year_kind
            ELSE period_kind
        END AS printed_kind
    FROM scoped
),
rolls AS (
    SELECT *, fineness(printed_kind) < fineness(year_kind) AS rolled FROM kinds
),
timed AS (
    SELECT *, CASE WHEN rolled THEN year_kind ELSE printed_kind END AS grain FROM rolls
)
SELECT
    * EXCLUDE (dims),
    list_filter(dims, lambda d: d <> 'offence' OR NOT whole_scope) AS dims,
    CASE WHEN rolled THEN unit_start(period_start, year_kind) ELSE period_start END AS bucket_start,
    CASE WHEN rolled THEN unit_end(period_end, year_kind) ELSE period_end END AS bucket_end,
    -- Of days, those outside the period that was asked for are kept apart: their year is not whole.
    CASE WHEN printed_kind <> 'day' THEN '' WHEN period_start < asked_start THEN 'before'
         WHEN period_end > asked_end THEN 'after' ELSE 'asked' END AS part,
    CASE WHEN outcome_codes IS NOT NULL THEN array_to_string(outcome_codes, '|')
         ELSE coalesce('?' || label_key(outcome_label), '') END AS outcome_key,
    CASE WHEN whole_scope THEN '' ELSE coalesce(offence_id, label_key(offence_label)) END AS offence_key,
    array_to_string(list_transform(map_entries(breakdown), lambda e: e.key || '=' || label_key(e.value)), '; ')
        AS breakdown_key,
    -- How many a figure counts that waits is known only where it is not the number that is in doubt: a digit that
    -- was recognised with doubt may be any, and in a table that a check found misread, or a document of which a
    -- part was not read, a number may be wrong or left out.
    list_has_any(held_kinds, ['check', 'document'])
        OR (coalesce(confidence, 1) < 1 AND list_contains(held_kinds, 'figure')) AS number_in_doubt
FROM timed;

CREATE TEMP TABLE cells AS
SELECT
    request_id || '/' || force_id || '/' || coalesce(nullif(array_to_string(dims, '+'), ''), 'all') || '/'
        || coalesce(grain, 'no period')
        || CASE WHEN rolled THEN ' from ' || printed_kind ELSE '' END AS cut_id,
    'cells' AS cut_kind,
    *
FROM countable
WHERE role = 'cell' AND beside_question IS NULL;

-- A total that still carries an outcome or a breakdown is the total of that, not of the question. Of two
-- totals of one table for one period the larger is taken: the other is a subtotal.
INSERT INTO cells
SELECT
    request_id || '/' || force_id || '/total of ' || table_id
        || CASE WHEN len(dims) > 0 THEN ' by offence/' ELSE '/' END || grain
        || CASE WHEN rolled THEN ' from ' || printed_kind ELSE '' END AS cut_id,
    'total' AS cut_kind,
    *
FROM countable
WHERE role = 'total' AND state = 'accepted' AND beside_question IS NULL AND list_has_all(['offence'], dims)
QUALIFY row_number() OVER (
    PARTITION BY table_id, request_id, force_id, period_start, period_end, offence_key
    ORDER BY count_low DESC, unlimited(count_high) DESC, table_row, table_column
) = 1;

-- The periods of each cut, as they are counted: finer ones rolled up to the years asked for.
CREATE TEMP TABLE cut_periods AS
WITH printed AS (
    SELECT
        cut_id, bucket_start, bucket_end, part, rolled, grain, printed_kind, year_kind, asked_start, asked_end,
        period_start, period_end,
        min(period_label) AS period_label,
        bool_or(period_partial) AS period_partial,
        bool_or(period_source = 'document') AS assumed
    FROM cells WHERE period_start IS NOT NULL
    GROUP BY ALL
),
buckets AS (
    SELECT
        cut_id, bucket_start, bucket_end, part, rolled, grain, printed_kind, year_kind, asked_start, asked_end,
        min(period_start) AS first_day,
        max(period_end) AS last_day,
        sum(period_end - period_start + 1) AS days,
        min(period_label) AS printed_label,
        bool_or(period_partial) AS printed_partial,
        bool_or(assumed) AS assumed
    FROM printed GROUP BY ALL
),
spans AS (
    SELECT
        *,
        -- A list of days says all of the year that was asked for, even where nothing happened at its ends;
        -- months and quarters say no more than themselves.
        CASE WHEN part = 'asked' THEN greatest(bucket_start, asked_start) ELSE first_day END AS period_start,
        CASE WHEN part = 'asked' THEN least(bucket_end, asked_end) ELSE last_day END AS period_end,
        CASE WHEN grain = 'range' THEN asked_start
             ELSE greatest(unit_start(first_day, grain), asked_start) END AS wanted_start,
        CASE WHEN grain = 'range' THEN asked_end
             ELSE least(unit_end(first_day, grain), asked_end) END AS wanted_end,
        grain <> 'range' AND (period_start > unit_start(first_day, grain) OR period_end < unit_end(first_day, grain))
            AS short
    FROM buckets
),
islands AS (
    SELECT *, sum(starts) OVER (PARTITION BY cut_id ORDER BY period_start, period_end, part) AS island
    FROM (
        SELECT *, coalesce(period_start > max(period_end) OVER (
            PARTITION BY cut_id ORDER BY period_start, period_end, part
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), true)::INTEGER AS starts
        FROM spans
    )
)
SELECT
    cut_id, bucket_start, bucket_end, part, period_start, period_end,
    -- Whole years are called alike whoever prints them, "2019/2020" or "2019/20".
    CASE
        WHEN NOT rolled AND (short OR grain = 'range') THEN printed_label
        WHEN short THEN unit_label(first_day, grain) || ' (part)'
        ELSE unit_label(first_day, grain)
    END AS period_label,
    grain AS period_kind,
    coalesce(printed_partial AND NOT rolled, false) OR short AS period_partial,
    assumed,
    -- Short of what was asked, or with months left out in between.
    part IN ('', 'asked') AND wanted_start <= wanted_end AND (
        period_start > wanted_start OR period_end < wanted_end
        OR (rolled AND printed_kind <> 'day' AND days < period_end - period_start + 1)
    ) AS part_period,
    -- Of periods of one cut that overlap the longest is counted: the others count the same crimes again.
    row_number() OVER (
        PARTITION BY cut_id, island ORDER BY period_end - period_start DESC, period_start, period_end, part
    ) = 1 AS counted
FROM islands;
