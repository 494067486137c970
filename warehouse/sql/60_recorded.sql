-- Recorded crimes: what each cut, and each printed total, says how many crimes there were, and whether they agree.

CREATE TEMP TABLE cut_facts AS
SELECT
    cut_id,
    any_value(cut_kind) AS cut_kind,
    any_value(request_id) AS request_id,
    any_value(force_id) AS force_id,
    any_value(dims) AS dims,
    any_value(grain) AS grain,
    any_value(year_kind) AS year_kind,
    named(list(table_id)) AS table_ids,
    -- DuckDB 1.5 stores no struct without names in a table.
    min({'document_id': document_id, 'table_no': table_no}) AS first_table,
    arg_min(table_id, (document_id, table_no)) AS first_table_id,
    -- Sentences tell what they tell: nothing says that the outcomes or places they name are all.
    bool_and(table_no = 0) AS running_text,
    -- What stands for the crimes recorded, the best first.
    CASE WHEN any_value(cut_kind) = 'total' OR len(any_value(dims)) = 0 THEN 1
         WHEN list_contains(any_value(dims), 'outcome') THEN 2
         WHEN list_contains(any_value(dims), 'offence') THEN 3
         ELSE 4 END AS rank
FROM cells
GROUP BY cut_id;

-- A total of one of several tables that make up one cut is no total of the reply: the cut's own sum is.
CREATE TEMP TABLE part_totals AS
WITH spans AS (
    SELECT DISTINCT k.cut_id, unnest(k.table_ids) AS table_id, p.period_start, p.period_end
    FROM keys k
    JOIN cut_periods p USING (cut_id, bucket_start, bucket_end, part)
    JOIN cut_facts f USING (cut_id)
    WHERE len(k.table_ids) = 1 AND f.cut_kind = 'cells'
)
SELECT DISTINCT a.table_id, a.period_start, a.period_end
FROM spans a
JOIN spans b ON a.cut_id = b.cut_id AND a.table_id <> b.table_id
    AND a.period_start <= b.period_end AND b.period_start <= a.period_end;

-- Candidates: each cut's sum in each of its periods, for the whole question (offence_key '') and, where the cut
-- tells offences apart, for each offence.
CREATE TEMP TABLE candidates AS
WITH summed AS (
    SELECT
        cut_id, p.period_start, p.period_end, p.period_label, p.period_kind, p.period_partial,
        p.part_period, p.assumed,
        CASE WHEN grouping(k.offence_key) = 1 THEN NULL ELSE k.offence_key END AS offence_key,
        min(k.offence_id) AS offence_id,
        min(k.offence_label) AS offence_label,
        coalesce(sum(low), 0)::BIGINT AS low,
        CASE WHEN count(low) = count(high) THEN coalesce(sum(high), 0)::BIGINT END AS high,
        coalesce(bool_or(suppressed), false) AS suppressed,
        coalesce(bool_or(rounded), false) AS rounded,
        coalesce(bool_or(conflict), false) AS conflict
    FROM cut_periods p
    LEFT JOIN keys k USING (cut_id, bucket_start, bucket_end, part)
    WHERE p.counted
    GROUP BY GROUPING SETS (
        (cut_id, p.period_start, p.period_end, p.period_label, p.period_kind, p.period_partial,
            p.part_period, p.assumed),
        (cut_id, p.period_start, p.period_end, p.period_label, p.period_kind, p.period_partial,
            p.part_period, p.assumed, k.offence_key)
    )
),
waiting AS (
    SELECT s.cut_id, s.period_start, s.period_end, count(*) AS held, sum_high(h.count_high) AS held_high
    FROM (SELECT DISTINCT cut_id, period_start, period_end FROM summed) s
    JOIN held_cells h ON h.cut_id = s.cut_id
        AND (h.period_start IS NULL OR (h.period_start <= s.period_end AND s.period_start <= h.period_end))
    GROUP BY ALL
)
SELECT
    f.request_id, f.force_id,
    CASE WHEN s.offence_key IS NULL THEN 'all' ELSE 'each' END AS level,
    coalesce(s.offence_key, '') AS offence_key,
    s.offence_id, s.offence_label,
    f.grain, s.period_start, s.period_end, s.period_label, s.period_kind, s.period_partial,
    s.part_period, s.assumed, s.suppressed, s.rounded, s.conflict,
    s.cut_id, f.rank, len(f.dims) AS dimensions, f.first_table, f.table_ids,
    CASE f.rank WHEN 1 THEN 'printed total' WHEN 2 THEN 'sum of outcomes' WHEN 3 THEN 'sum of offences'
                ELSE 'sum of other' END AS method,
    s.low,
    -- Where figures wait for a person, the sum is at least what was accepted, and at most that and them.
    CASE WHEN f.running_text AND f.rank > 1 THEN NULL
         WHEN w.held IS NULL THEN s.high
         WHEN s.high IS NOT NULL AND w.held_high IS NOT NULL THEN s.high + w.held_high END AS high,
    w.held IS NOT NULL OR (f.running_text AND f.rank > 1) AS incomplete,
    [s.cut_id] AS sources
FROM summed s
JOIN cut_facts f USING (cut_id)
LEFT JOIN waiting w USING (cut_id, period_start, period_end)
WHERE (s.offence_key IS NULL OR list_contains(f.dims, 'offence'))
    -- A total that carries an offence is the total of that offence alone.
    AND NOT (f.cut_kind = 'total' AND s.offence_key IS NULL AND list_contains(f.dims, 'offence'))
    AND NOT (f.cut_kind = 'total' AND EXISTS (
        FROM part_totals t
        WHERE t.table_id = f.first_table_id AND t.period_start <= s.period_end AND s.period_start <= t.period_end
    ));

-- Of candidates for one period those without held figures are compared; the others stand in where there are
-- no such. Bounds that all meet agree, and what they have in common holds; else both ends are kept.
CREATE TEMP VIEW agreed AS
WITH ordered AS (
    SELECT
        *,
        row_number() OVER best AS place
    FROM candidates
    WINDOW best AS (
        PARTITION BY request_id, force_id, level, offence_key, grain, period_start, period_end
        ORDER BY incomplete, rank, dimensions, first_table NULLS FIRST, cut_id
    )
    QUALIFY NOT incomplete OR bool_and(incomplete) OVER (
        PARTITION BY request_id, force_id, level, offence_key, grain, period_start, period_end
    )
)
SELECT
    request_id, force_id, level, offence_key, grain, period_start, period_end,
    min(rank) AS rank,
    arg_min(offence_id, place) AS offence_id,
    arg_min(offence_label, place) AS offence_label,
    arg_min(period_label, place) AS period_label,
    arg_min(period_kind, place) AS period_kind,
    arg_min(period_partial, place) AS period_partial,
    bool_and(part_period) AS part_period,
    bool_and(assumed) AS assumed,
    max(low) > min(unlimited(high)) AS disagree,
    CASE WHEN disagree THEN min(low) ELSE max(low) END AS low,
    nullif(CASE WHEN disagree THEN max(unlimited(high)) ELSE min(unlimited(high)) END, unlimited(NULL)) AS high,
    bool_and(incomplete) AS incomplete,
    -- What all say, or else what any does: one may be withheld where another is rounded.
    CASE WHEN bool_and(suppressed) OR bool_and(rounded) THEN bool_and(suppressed) ELSE bool_or(suppressed) END
        AS suppressed,
    CASE WHEN bool_and(suppressed) OR bool_and(rounded) THEN bool_and(rounded) ELSE bool_or(rounded) END AS rounded,
    bool_or(conflict) OR disagree AS conflict,
    -- The first exact one names the method and the figures; of those that disagree all figures are named.
    arg_min(method, place + CASE WHEN low = high THEN 0 ELSE 1000000 END) AS method,
    CASE WHEN disagree THEN flatten(list(sources))
         ELSE arg_min(sources, place + CASE WHEN low = high THEN 0 ELSE 1000000 END) END AS sources,
    named(flatten(list(table_ids))) AS table_ids
FROM ordered
GROUP BY ALL;

-- For a period of several years, years that lie in it edge to edge say the same again.
INSERT INTO candidates BY NAME
SELECT
    wholes.request_id, wholes.force_id, 'all' AS level, '' AS offence_key, 'range' AS grain,
    wholes.period_start, wholes.period_end, wholes.period_label, wholes.period_kind, wholes.period_partial,
    wholes.part_period, false AS assumed,
    bool_or(years.suppressed) AS suppressed, bool_or(years.rounded) AS rounded,
    bool_or(years.conflict) AS conflict,
    'years of ' || years.grain AS cut_id,
    min(years.rank) AS rank, 0 AS dimensions, NULL AS first_table,
    named(flatten(list(years.table_ids))) AS table_ids,
    'sum of years' AS method,
    sum(years.low)::BIGINT AS low, sum_high(years.high) AS high,
    bool_or(years.incomplete) AS incomplete,
    named(flatten(list(years.sources))) AS sources
FROM (
    SELECT request_id, force_id, period_start, period_end, period_label, period_kind, period_partial, part_period
    FROM agreed WHERE grain = 'range' AND level = 'all'
) wholes
JOIN agreed years ON years.request_id = wholes.request_id AND years.force_id = wholes.force_id
    AND years.level = 'all' AND years.grain <> 'range'
    AND years.period_start >= wholes.period_start AND years.period_end <= wholes.period_end
GROUP BY ALL
HAVING sum(years.period_end - years.period_start + 1) = wholes.period_end - wholes.period_start + 1;

CREATE TEMP TABLE recorded AS FROM agreed;
