-- Outcomes of one reply in several cuts: the answering cut against every other that gives the same outcome in
-- the same period. Where the two disagree, the answer carries both as bounds.

CREATE TEMP TABLE outcome_sums AS
WITH telling AS (
    SELECT * FROM cut_facts
    WHERE cut_kind = 'cells' AND NOT running_text AND list_contains(dims, 'outcome')
        AND cut_id NOT IN (SELECT cut_id FROM held_cells)
    -- Most replies tell outcomes in one cut, which has nothing to be set against.
    QUALIFY count(*) OVER (PARTITION BY request_id, force_id) > 1
)
SELECT
    f.request_id, f.force_id, f.grain, k.cut_id, p.period_start, p.period_end, k.outcome_key,
    CASE WHEN grouping(k.offence_key) = 1 THEN 'all' ELSE 'each' END AS level,
    coalesce(k.offence_key, '') AS offence_key,
    list_contains(f.dims, 'offence') AS by_offence,
    min(p.period_label) AS period_label,
    array_to_string(f.dims, ' and ') AS dims,
    sum(low)::BIGINT AS low,
    sum_high(high) AS high,
    bool_or(conflict) AS conflict,
    named(flatten(list(k.table_ids))) AS table_ids,
    named(flatten(list(k.document_ids))) AS document_ids,
    list_sort(flatten(list(k.figure_ids))) AS figure_ids
FROM keys k
JOIN cut_periods p USING (cut_id, bucket_start, bucket_end, part)
JOIN telling f USING (cut_id)
WHERE p.counted AND k.outcome_codes IS NOT NULL
GROUP BY GROUPING SETS (
    (f.request_id, f.force_id, f.grain, f.dims, k.cut_id, p.period_start, p.period_end, k.outcome_key, k.offence_key),
    (f.request_id, f.force_id, f.grain, f.dims, k.cut_id, p.period_start, p.period_end, k.outcome_key)
);

-- For a period of several years, the answer's years that lie in it edge to edge say the same again.
INSERT INTO outcome_sums BY NAME
WITH spans AS (
    SELECT DISTINCT request_id, force_id, period_start, period_end, period_label
    FROM outcome_sums WHERE grain = 'range' AND level = 'all'
),
covered AS (
    SELECT s.*, c.cut_id
    FROM spans s
    JOIN cuts c ON c.request_id = s.request_id AND c.force_id = s.force_id AND c.answers AND c.grain <> 'range'
    JOIN cut_periods p ON p.cut_id = c.cut_id AND p.counted
        AND p.period_start >= s.period_start AND p.period_end <= s.period_end
    GROUP BY ALL
    HAVING sum(p.period_end - p.period_start + 1) = s.period_end - s.period_start + 1
)
SELECT
    c.request_id, c.force_id, 'range' AS grain, c.cut_id, c.period_start, c.period_end, y.outcome_key,
    'all' AS level, '' AS offence_key, false AS by_offence,
    c.period_label, any_value(y.dims) || ', its years added up' AS dims,
    sum(y.low)::BIGINT AS low, sum_high(y.high) AS high, bool_or(y.conflict) AS conflict,
    named(flatten(list(y.table_ids))) AS table_ids,
    named(flatten(list(y.document_ids))) AS document_ids,
    list_sort(flatten(list(y.figure_ids))) AS figure_ids
FROM covered c
JOIN outcome_sums y ON y.cut_id = c.cut_id AND y.level = 'all'
    AND y.period_start >= c.period_start AND y.period_end <= c.period_end
GROUP BY ALL;

-- One row for each outcome that two cuts give: offence by offence where both tell offences apart, else over all.
CREATE TEMP TABLE outcome_pairs AS
SELECT
    a.request_id, a.force_id, a.period_start, a.period_end, a.period_label, a.outcome_key, a.offence_key, a.by_offence,
    a.level, a.dims AS dims, o.dims AS other_dims, a.grain IS DISTINCT FROM c.grain AS years_added,
    a.low, a.high, o.low AS other_low, o.high AS other_high,
    greatest(a.low, o.low) <= least(unlimited(a.high), unlimited(o.high)) AS agree,
    named(a.table_ids || o.table_ids) AS table_ids,
    o.document_ids AS other_document_ids, o.figure_ids AS other_figure_ids, o.cut_id AS other_cut
FROM outcome_sums a
JOIN cuts c ON c.cut_id = a.cut_id AND c.answers
JOIN outcome_sums o ON o.cut_id <> a.cut_id
    AND o.request_id = a.request_id AND o.force_id = a.force_id AND o.grain IS NOT DISTINCT FROM a.grain
    AND o.period_start = a.period_start AND o.period_end = a.period_end
    AND o.outcome_key = a.outcome_key AND o.level = a.level AND o.offence_key = a.offence_key
WHERE a.level = CASE WHEN a.by_offence AND o.by_offence THEN 'each' ELSE 'all' END;

-- Replies whose years are not those of a span that they give too: nothing says which year is off, so that the years
-- stay as printed, and what is summed over them says so.
CREATE TEMP TABLE span_conflicts AS
SELECT c.request_id, c.force_id
FROM cuts c
JOIN outcome_pairs p ON p.request_id = c.request_id AND p.force_id = c.force_id AND NOT p.agree AND p.years_added
WHERE c.answers
UNION
SELECT c.request_id, c.force_id
FROM cuts c
JOIN recorded r ON r.request_id = c.request_id AND r.force_id = c.force_id AND r.level = 'all' AND r.grain = 'range'
    AND r.conflict AND r.period_start <= c.period_end AND c.period_start <= r.period_end
WHERE c.answers AND c.grain <> 'range';

-- What the answer says of an outcome, widened by what disagrees with it. Where the answer tells offences apart
-- and the other cut does not, nothing says which of its rows is off, and only the check tells.
CREATE TEMP TABLE outcome_conflicts AS
SELECT
    request_id, force_id, period_start, period_end, outcome_key, offence_key,
    min(other_low) AS low,
    max_high(other_high) AS high,
    named(flatten(list(other_document_ids))) AS document_ids,
    list_sort(flatten(list(other_figure_ids))) AS figure_ids
FROM outcome_pairs
WHERE NOT agree AND (level = 'each' OR NOT by_offence)
GROUP BY ALL;
