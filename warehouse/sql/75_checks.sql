-- Checks: those that the parser made of each document, and those that need the whole reply.

CREATE TEMP VIEW tables_read AS SELECT DISTINCT document_id, table_no FROM figures;

-- A document's checks belong to the reply that its tables, or else it itself, are part of.
CREATE TEMP TABLE table_replies AS
SELECT table_id(document_id, table_no) AS table_id, min(request_id || '/' || force_id) AS reply_id
FROM figures WHERE request_id IS NOT NULL AND force_id IS NOT NULL AND state <> 'superseded'
GROUP BY ALL;

CREATE TEMP TABLE document_replies AS
SELECT document_id, request_id || '/' || unnest(force_ids) AS reply_id, request_id, unnest(force_ids) AS force_id
FROM documents WHERE request_id IS NOT NULL AND state <> 'superseded'
UNION
SELECT DISTINCT document_id, request_id || '/' || force_id, request_id, force_id
FROM figures WHERE request_id IS NOT NULL AND force_id IS NOT NULL AND state <> 'superseded';

CREATE TABLE checks AS
WITH parsed AS (
    SELECT
        coalesce(t.reply_id, d.reply_id) AS reply_id,
        c."check", c.passed, true AS required, c.expected, c.actual, c.locators, c.note,
        c.document_id, c.table_no,
        -- A person who accepted the table has looked at what the check points at.
        c.reading AND NOT coalesce(v.verdict = 'accept', w.verdict = 'accept', false) AS reading
    FROM parsed_checks c
    LEFT JOIN table_replies t ON t.table_id = table_id(c.document_id, c.table_no)
    LEFT JOIN (SELECT document_id, min(reply_id) AS reply_id FROM document_replies GROUP BY document_id) d
        USING (document_id)
    LEFT JOIN verdicts v ON v.target = table_id(c.document_id, c.table_no)
    LEFT JOIN verdicts w ON w.target = short_id(c.document_id)
),
pairs AS (
    SELECT
        request_id, force_id, period_label, period_start, cut_id, method, low, high, table_ids,
        row_number() OVER best AS place,
        first_value({'method': method, 'low': low, 'high': high, 'table_ids': table_ids}) OVER best AS other
    FROM candidates
    WHERE level = 'all' AND NOT incomplete
    WINDOW best AS (
        PARTITION BY request_id, force_id, grain, period_start, period_end
        ORDER BY rank, dimensions, first_table NULLS FIRST, cut_id
    )
),
reconciled AS (
    -- The authority's own tables, against one another: a gap is recorded with both candidates, not mended.
    SELECT
        request_id || '/' || force_id AS reply_id,
        'cuts agree' AS "check",
        greatest(low, other.low) <= least(unlimited(high), unlimited(other.high)) AS passed,
        true AS required,
        bounds_text(other.low, other.high) AS expected,
        bounds_text(low, high) AS actual,
        named(other.table_ids || table_ids) AS locators,
        period_label || ': ' || other.method || ' against ' || method AS note,
        NULL::VARCHAR AS document_id, NULL::INTEGER AS table_no, false AS reading,
        period_start
    FROM pairs
    WHERE place > 1
),
outcomes_reconciled AS (
    SELECT
        request_id || '/' || force_id AS reply_id,
        'cuts agree' AS "check",
        agree AS passed,
        true AS required,
        bounds_text(low, high) AS expected,
        bounds_text(other_low, other_high) AS actual,
        table_ids AS locators,
        concat_ws(', ', period_label, 'outcome ' || replace(outcome_key, '|', ' or '), nullif(offence_key, ''))
            || ': by ' || dims || ' against by ' || other_dims AS note,
        NULL::VARCHAR AS document_id, NULL::INTEGER AS table_no, false AS reading,
        period_start
    FROM outcome_pairs
),
restated AS (
    SELECT
        f.request_id || '/' || f.force_id AS reply_id,
        'restated figures agree' AS "check",
        differing = 0 AND restated AS passed,
        true AS required,
        coalesce(first_difference."first", '') AS expected,
        coalesce(first_difference."last", '') AS actual,
        r.table_ids AS locators,
        differing || ' of ' || shared || ' figures that stand in several tables differ'
            || CASE WHEN restated THEN '' ELSE '; the tables may be parts of a whole' END
            || coalesce('; the first: ' || concat_ws(', ', nullif(first_difference."key", ''),
                nullif(first_difference.offence, ''), first_difference.period), '') AS note,
        NULL::VARCHAR AS document_id, NULL::INTEGER AS table_no, false AS reading
    FROM restated_cuts r
    JOIN cut_facts f USING (cut_id)
),
overlapping AS (
    SELECT
        f.request_id || '/' || f.force_id AS reply_id,
        'periods of one cut do not overlap' AS "check",
        false AS passed, true AS required,
        'periods side by side' AS expected,
        string_agg(p.period_label, ', ' ORDER BY p.period_start, p.period_end) || ' left out' AS actual,
        any_value(f.table_ids) AS locators,
        'of periods that overlap the longest is counted' AS note,
        NULL::VARCHAR AS document_id, NULL::INTEGER AS table_no, false AS reading
    FROM cut_periods p
    JOIN cut_facts f USING (cut_id)
    WHERE NOT p.counted AND f.cut_kind = 'cells'
    GROUP BY f.request_id, f.force_id, cut_id
),
beside AS (
    SELECT
        request_id || '/' || force_id AS reply_id,
        'figures answer the question' AS "check",
        false AS passed, false AS required,
        'crimes that were asked for' AS expected,
        count(*) || ' figures: ' || beside_question AS actual,
        named(list(table_id)) AS locators,
        'kept among the figures, left out of the counts' AS note,
        NULL::VARCHAR AS document_id, NULL::INTEGER AS table_no, false AS reading
    FROM countable WHERE beside_question IS NOT NULL
    GROUP BY request_id, force_id, beside_question
)
SELECT * EXCLUDE (period_start) FROM (
    FROM parsed
    UNION ALL BY NAME FROM reconciled
    UNION ALL BY NAME FROM outcomes_reconciled
    UNION ALL BY NAME FROM restated
    UNION ALL BY NAME FROM overlapping
    UNION ALL BY NAME FROM beside
)
ORDER BY reply_id NULLS LAST, "check", document_id, table_no, period_start, note, locators, expected, actual;

CREATE TABLE lost_numbers AS
SELECT l.document_id, l.locator, l.raw_text, l.around, d.target IS NOT NULL OR doc.state IN ('rejected', 'superseded') AS ignored
FROM read_lost l
SEMI JOIN readings USING (root_id, document_id)
JOIN documents doc USING (document_id)
LEFT JOIN decided d ON d.kind = 'ignore' AND d.target = short_id(l.document_id) AND d.scope = l.locator
ORDER BY l.document_id, l.locator, l.raw_text, l.around;
