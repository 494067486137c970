-- Recorded crimes: what each cut, and each printed total, says how many crimes there were; whether they agree;
-- and which outcome cut answers.

-- A total of one of several tables that make up one cut is no total of the reply: the cut's own sum is.
CREATE TEMP TABLE part_totals AS
WITH spans AS (
    SELECT DISTINCT k.cut_id, unnest(k.table_ids) AS table_id, p.period_start, p.period_end
    FROM keys k
    JOIN cut_periods p USING (cut_id, bucket_start, bucket_end, part)
    WHERE len(k.table_ids) = 1 AND NOT contains(k.cut_id, '/total of ')
)
SELECT DISTINCT a.table_id, a.period_start, a.period_end
FROM spans a
JOIN spans b ON a.cut_id = b.cut_id AND a.table_id <> b.table_id
    AND a.period_start <= b.period_end AND b.period_start <= a.period_end;

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
    min(table_id) AS first_table,
    -- What stands for the crimes recorded, the best first.
    CASE WHEN any_value(cut_kind) = 'total' OR len(any_value(dims)) = 0 THEN 1
         WHEN list_contains(any_value(dims), 'outcome') THEN 2
         WHEN list_contains(any_value(dims), 'offence') THEN 3
         ELSE 4 END AS rank
FROM cells
GROUP BY cut_id;

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
    CASE WHEN w.held IS NULL THEN s.high WHEN s.high IS NOT NULL AND w.held_high IS NOT NULL
         THEN s.high + w.held_high END AS high,
    w.held IS NOT NULL AS incomplete,
    [s.cut_id] AS sources
FROM summed s
JOIN cut_facts f USING (cut_id)
LEFT JOIN waiting w USING (cut_id, period_start, period_end)
WHERE (s.offence_key IS NULL OR list_contains(f.dims, 'offence'))
    -- A total that carries an offence is the total of that offence alone.
    AND NOT (f.cut_kind = 'total' AND s.offence_key IS NULL AND list_contains(f.dims, 'offence'))
    AND NOT (f.cut_kind = 'total' AND EXISTS (
        FROM part_totals t
        WHERE t.table_id = f.first_table AND t.period_start <= s.period_end AND s.period_start <= t.period_end
    ));

-- Of candidates for one period those without held figures are compared; the others stand in where there are
-- no such. Bounds that all meet agree, and what they have in common holds; else both ends are kept.
CREATE TEMP VIEW agreed AS
WITH ordered AS (
    SELECT
        *,
        row_number() OVER best AS place,
        first_value(cut_id) OVER best AS first_cut
    FROM candidates
    WINDOW best AS (
        PARTITION BY request_id, force_id, level, offence_key, grain, period_start, period_end
        ORDER BY incomplete, rank, dimensions, first_table, cut_id
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
    bool_and(suppressed) AS suppressed,
    bool_and(rounded) AS rounded,
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
    min(years.rank) AS rank, 0 AS dimensions, '' AS first_table,
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

-- The cut that answers for outcomes: years before spans of years; then the one that leaves least open, which
-- is the width of its bounds, the figures that wait, and by how much it lacks crimes recorded or has too many.
CREATE TABLE cuts AS
WITH summed AS (
    SELECT
        cut_id,
        sum(low)::BIGINT AS count_low,
        CASE WHEN count(*) = count(high) THEN sum(high)::BIGINT END AS count_high,
        bool_or(conflict) AS conflict,
        count(*) AS keys
    FROM keys
    JOIN cut_periods USING (cut_id, bucket_start, bucket_end, part)
    WHERE counted
    GROUP BY cut_id
),
waiting AS (
    SELECT cut_id, count(*) AS figures_held, sum_high(count_high) AS held_high FROM held_cells GROUP BY cut_id
),
spans AS (
    SELECT
        p.cut_id, min(p.period_start) AS period_start, max(p.period_end) AS period_end,
        sum(p.period_end - p.period_start + 1)::BIGINT AS days,
        count(*) AS periods,
        bool_or(p.part_period) AS part_period,
        bool_or(p.assumed) AS assumed,
        CASE WHEN count(*) = count(r.low) THEN sum(r.low)::BIGINT END AS recorded_low,
        CASE WHEN count(*) = count(r.high) THEN sum(r.high)::BIGINT END AS recorded_high,
        coalesce(bool_or(r.conflict), false) AS recorded_conflict
    FROM cut_periods p
    JOIN cut_facts f USING (cut_id)
    LEFT JOIN recorded r ON r.request_id = f.request_id AND r.force_id = f.force_id AND r.level = 'all'
        AND r.grain = f.grain AND r.period_start = p.period_start AND r.period_end = p.period_end
    WHERE p.counted
    GROUP BY p.cut_id
),
-- All the crimes that the reply speaks of, in the grain in which it speaks of most.
whole AS (
    SELECT request_id, force_id, max(total) AS total
    FROM (
        SELECT request_id, force_id, grain, sum(coalesce(high, low)) AS total
        FROM recorded WHERE level = 'all' GROUP BY ALL
    )
    GROUP BY ALL
),
described AS (
    SELECT
        f.*, s.* EXCLUDE (cut_id),
        coalesce(count_low, 0) AS low,
        CASE WHEN keys IS NULL THEN 0 ELSE count_high END AS high,
        coalesce(conflict, false) AS has_conflict,
        coalesce(figures_held, 0) AS waiting_figures,
        CASE WHEN figures_held IS NULL THEN 0 ELSE held_high END AS waiting_high,
        q.dimensions AS asked_dimensions, q.offences AS asked_offences,
        q.period_end - q.period_start + 1 AS asked_days,
        total
    FROM cut_facts f
    LEFT JOIN spans s USING (cut_id)
    LEFT JOIN summed USING (cut_id)
    LEFT JOIN waiting USING (cut_id)
    LEFT JOIN whole USING (request_id, force_id)
    JOIN requests q USING (request_id)
    WHERE f.cut_kind = 'cells'
),
judged AS (
    SELECT
        *,
        list_contains(dims, 'outcome') AS is_candidate,
        high IS NULL OR waiting_high IS NULL AS endless,
        unlimited(high) - low + unlimited(waiting_high)
            + greatest(0, total - unlimited(high)) + greatest(0, low - total) AS open,
        (list_contains(asked_dimensions, 'offence') OR len(asked_offences) > 1)
            AND list_contains(dims, 'offence') AS tells_offences
    FROM described
)
SELECT
    cut_id, request_id || '/' || force_id AS reply_id, request_id, force_id, dims, grain, table_ids,
    is_candidate AND row_number() OVER (
        PARTITION BY request_id, force_id, is_candidate
        ORDER BY grain = 'range', grain IS NULL, endless, coalesce(open, 0), tells_offences DESC, len(dims),
            periods DESC, first_table, cut_id
    ) = 1 AS answers,
    period_start, period_end, days AS days_covered,
    low AS count_low, high AS count_high,
    waiting_figures AS figures_held, waiting_high AS held_high,
    recorded_low, recorded_high, recorded_conflict,
    has_conflict AS conflict,
    coalesce(assumed, false) AS assumed_period,
    coalesce(part_period, true) OR days < asked_days AS part_period
FROM judged
ORDER BY cut_id;

-- Recorded crimes as they are published: one grain of time, that of the answering cut if it has years, else
-- that which was asked for; each offence by itself where several were asked for and told apart.
CREATE TABLE recorded_counts AS
WITH answering AS (
    SELECT * FROM cuts WHERE answers
),
replies AS (
    SELECT
        r.request_id, r.force_id, q.scope_id, q.title, f.force_name,
        arg_min(r.grain, (
            r.grain = 'range', r.grain IS DISTINCT FROM a.grain, r.grain <> q.year_kind, r.grain
        )) AS grain,
        len(any_value(q.offences)) > 1
            AND coalesce(list_contains(any_value(a.dims), 'offence'), bool_or(r.level = 'each')) AS each_offence
    FROM recorded r
    JOIN requests q USING (request_id)
    JOIN force_names f USING (force_id)
    LEFT JOIN answering a USING (request_id, force_id)
    GROUP BY r.request_id, r.force_id, q.scope_id, q.title, f.force_name
),
chosen AS (
    SELECT
        r.*, p.scope_id, p.title, p.force_name,
        a.cut_id IS NOT NULL AND EXISTS (
            FROM cut_periods c WHERE c.cut_id = a.cut_id AND c.counted
                AND c.period_start = r.period_start AND c.period_end = r.period_end
        ) AS answers
    FROM recorded r
    JOIN replies p ON p.request_id = r.request_id AND p.force_id = r.force_id AND p.grain = r.grain
    LEFT JOIN answering a ON a.request_id = r.request_id AND a.force_id = r.force_id
    WHERE r.level = CASE WHEN p.each_offence THEN 'each' ELSE 'all' END
),
islands AS (
    SELECT *, sum(starts) OVER (
        PARTITION BY request_id, force_id ORDER BY period_start, period_end, offence_key
    ) AS island
    FROM (
        SELECT *, coalesce(period_start > max(period_end) OVER (
            PARTITION BY request_id, force_id ORDER BY period_start, period_end, offence_key
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), true)::INTEGER AS starts
        FROM chosen
    )
),
kept AS (
    SELECT * FROM islands
    -- Periods that overlap count the same crimes: the one that the outcomes are given for is kept, else the
    -- best founded, else the longest.
    QUALIFY dense_rank() OVER (
        PARTITION BY request_id, force_id, island
        ORDER BY answers DESC, rank, period_end - period_start DESC, period_start, period_end
    ) = 1
),
founded AS (
    SELECT
        s.request_id, s.force_id, s.offence_key, s.period_start, s.period_end,
        named(flatten(list(k.document_ids))) AS document_ids,
        list_sort(flatten(list(k.figure_ids))) AS figure_ids
    FROM (SELECT *, unnest(sources) AS cut_id FROM kept) s
    JOIN cut_periods p ON p.cut_id = s.cut_id AND p.counted
        AND p.period_start >= s.period_start AND p.period_end <= s.period_end
    JOIN keys k ON k.cut_id = p.cut_id AND k.bucket_start = p.bucket_start AND k.bucket_end = p.bucket_end
        AND k.part = p.part AND (s.level = 'all' OR k.offence_key = s.offence_key)
    GROUP BY ALL
)
SELECT
    request_id,
    force_id,
    force_name,
    CASE WHEN level = 'all' THEN scope_id ELSE offence_id END AS offence_id,
    CASE WHEN level = 'all' THEN title ELSE offence_label END AS offence_label,
    period_start,
    period_end,
    period_label,
    period_kind,
    period_partial,
    CASE WHEN low = high THEN low END AS count,
    low AS count_low,
    high AS count_high,
    list_filter([
        CASE WHEN suppressed AND low IS DISTINCT FROM high THEN 'suppressed' END,
        CASE WHEN rounded AND low IS DISTINCT FROM high THEN 'rounded' END,
        CASE WHEN part_period THEN 'part period' END,
        CASE WHEN conflict THEN 'conflict' END,
        CASE WHEN incomplete THEN 'held' END,
        CASE WHEN assumed THEN 'assumed period' END
    ], lambda x: x IS NOT NULL) AS reasons,
    method,
    coalesce(document_ids, []) AS document_ids,
    coalesce(figure_ids, []) AS figure_ids
FROM kept
LEFT JOIN founded USING (request_id, force_id, offence_key, period_start, period_end)
ORDER BY request_id, force_id, offence_id, offence_label, period_start;
