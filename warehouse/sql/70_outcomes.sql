-- Outcomes: the answering cut of each reply, summed to offence, period and set of outcome codes.

-- A set of codes is called by the titles of its codes, and has a group where they share one.
CREATE TEMP TABLE outcome_sets AS
SELECT
    outcome_key,
    string_agg(o.title, ' / ' ORDER BY list_position(outcome_codes, o.code)) AS title,
    CASE WHEN min(o."group") = max(o."group") THEN min(o."group") END AS "group"
FROM (SELECT DISTINCT outcome_key, outcome_codes FROM keys WHERE outcome_codes IS NOT NULL) sets
JOIN outcomes o ON list_contains(sets.outcome_codes, o.code)
GROUP BY outcome_key;

CREATE TABLE outcome_counts AS
WITH counted AS (
    SELECT
        c.request_id, c.force_id, k.*, p.period_start, p.period_end, p.period_label, p.period_kind,
        p.period_partial, p.part_period, p.assumed
    FROM cuts c
    JOIN keys k USING (cut_id)
    JOIN cut_periods p USING (cut_id, bucket_start, bucket_end, part)
    WHERE c.answers AND p.counted
),
summed AS (
    SELECT
        request_id, force_id, offence_key, outcome_key,
        period_start, period_end, period_label, period_kind, period_partial, part_period, assumed,
        min(offence_id) AS offence_id,
        min(offence_label) AS offence_label,
        any_value(outcome_codes) AS outcome_codes,
        sum(low)::BIGINT AS low,
        sum_high(high) AS high,
        bool_or(suppressed) AS suppressed,
        bool_or(rounded) AS rounded,
        bool_or(conflict) AS conflict,
        list_sort(list_distinct(flatten(list(document_ids)))) AS document_ids,
        list_sort(flatten(list(figure_ids))) AS figure_ids
    FROM counted
    GROUP BY request_id, force_id, offence_key, outcome_key,
        period_start, period_end, period_label, period_kind, period_partial, part_period, assumed
),
-- Figures of the same outcome that wait for a person: a sum without them is no exact number.
waiting AS (
    SELECT
        k.request_id, k.force_id, k.offence_key, k.outcome_key, k.period_start, k.period_end,
        sum_high(h.count_high) AS high
    FROM (
        SELECT DISTINCT cut_id, request_id, force_id, offence_key, outcome_key, period_start, period_end
        FROM counted
    ) k
    JOIN held_cells h ON h.cut_id = k.cut_id
        AND (h.period_start IS NULL OR (h.period_start <= k.period_end AND k.period_start <= h.period_end))
        AND h.outcome_key = k.outcome_key AND h.offence_key IN (k.offence_key, '')
    GROUP BY ALL
),
widened AS (
    SELECT s.* REPLACE (
        CASE WHEN c.outcome_key IS NULL THEN s.low ELSE least(s.low, c.low) END AS low,
        CASE WHEN c.outcome_key IS NULL THEN s.high
             WHEN s.high IS NOT NULL AND c.high IS NOT NULL THEN greatest(s.high, c.high) END AS high,
        s.conflict OR c.outcome_key IS NOT NULL AS conflict,
        named(s.document_ids || coalesce(c.document_ids, [])) AS document_ids,
        list_sort(s.figure_ids || coalesce(c.figure_ids, [])) AS figure_ids
    )
    FROM summed s
    LEFT JOIN outcome_conflicts c USING (request_id, force_id, offence_key, outcome_key, period_start, period_end)
),
open AS (
    SELECT
        s.* EXCLUDE (high),
        s.high AS accepted_high,
        CASE WHEN w.outcome_key IS NULL THEN s.high
             WHEN s.high IS NOT NULL AND w.high IS NOT NULL THEN s.high + w.high END AS high,
        w.outcome_key IS NOT NULL AND unlimited(w.high) > 0 AS waits
    FROM widened s
    LEFT JOIN waiting w USING (request_id, force_id, offence_key, outcome_key, period_start, period_end)
)
SELECT
    s.request_id,
    s.force_id,
    f.force_name,
    CASE WHEN offence_key = '' THEN q.scope_id ELSE s.offence_id END AS offence_id,
    CASE WHEN offence_key = '' THEN q.title ELSE s.offence_label END AS offence_label,
    s.period_start,
    s.period_end,
    s.period_label,
    s.period_kind,
    s.period_partial,
    CASE WHEN len(outcome_codes) = 1 THEN outcome_codes[1] END AS outcome_code,
    outcome_codes,
    m.title AS outcome_title,
    m."group" AS outcome_group,
    CASE WHEN low = high THEN low END AS count,
    low AS count_low,
    high AS count_high,
    accepted_high,
    -- The crimes recorded less all other outcomes: for sums, not for print.
    CASE WHEN t.closed THEN greatest(low, t.recorded_low - (t.listed_high - high)) ELSE low END AS narrowed_low,
    CASE WHEN t.closed THEN least(high, t.recorded_high - (t.listed_low - low)) ELSE high END AS narrowed_high,
    narrowed_low > low OR coalesce(narrowed_high < high, high IS NULL AND narrowed_high IS NOT NULL) AS recovered,
    list_filter([
        CASE WHEN suppressed AND low IS DISTINCT FROM high THEN 'suppressed' END,
        CASE WHEN rounded AND low IS DISTINCT FROM high THEN 'rounded' END,
        CASE WHEN list_contains(outcome_codes, '0') AND unlimited(high) > 0 THEN 'pending' END,
        CASE WHEN s.part_period THEN 'part period' END,
        CASE WHEN s.conflict THEN 'conflict' END,
        CASE WHEN waits THEN 'held' END,
        CASE WHEN assumed THEN 'assumed period' END
    ], lambda x: x IS NOT NULL) AS reasons,
    CASE WHEN len(figure_ids) = 1 THEN 'printed figure' ELSE 'sum of figures' END AS method,
    document_ids,
    figure_ids
FROM open s
JOIN requests q USING (request_id)
JOIN force_names f USING (force_id)
JOIN outcome_sets m ON m.outcome_key = s.outcome_key
JOIN outcome_periods t ON t.request_id = s.request_id AND t.force_id = s.force_id
    AND t.period_start = s.period_start AND t.period_end = s.period_end
ORDER BY s.request_id, s.force_id, offence_key, s.period_start, s.outcome_key;
