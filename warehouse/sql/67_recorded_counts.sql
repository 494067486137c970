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
