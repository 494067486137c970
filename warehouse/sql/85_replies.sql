-- Replies: what each authority's answer came to, and how far it may be trusted.

CREATE TABLE tables AS
WITH problems AS (
    SELECT document_id, table_no, bool_or(reading AND NOT passed) AS misread, bool_or(required AND NOT passed) AS failed
    FROM checks WHERE table_no > 0 GROUP BY ALL
)
SELECT
    f.document_id,
    f.table_no,
    CASE WHEN bool_or(p.misread) THEN 'red'
         WHEN bool_or(p.failed) OR bool_or(f.state = 'held') THEN 'amber'
         ELSE 'green' END AS light,
    count(*) AS figures,
    count(*) FILTER (f.state = 'held') AS figures_held,
    coalesce(any_value(n.findings), []) AS findings
FROM figures f
LEFT JOIN problems p USING (document_id, table_no)
LEFT JOIN (
    SELECT document_id, table_no, list(kind || ' means ' || value || ': ' || note ORDER BY kind, value, note) AS findings
    FROM read_findings SEMI JOIN readings USING (root_id, document_id) GROUP BY ALL
) n USING (document_id, table_no)
GROUP BY f.document_id, f.table_no
ORDER BY f.document_id, f.table_no;

CREATE TABLE caveats AS
SELECT document_id, text, locator
FROM read_caveats SEMI JOIN readings USING (root_id, document_id)
ORDER BY ALL;

CREATE TABLE replies AS
WITH received AS (
    -- The day of delivery, else of the message, else the latest day that the letter bears: the day of the
    -- request stands in its head too.
    SELECT document_id, coalesce(min(received_on), min(sent), max(dated)) AS received_on
    FROM (
        SELECT document_id, received_on, NULL::DATE AS sent, NULL::DATE AS dated FROM deliveries
        UNION ALL
        SELECT
            root_id, NULL,
            CASE WHEN starts_with(locator, 'header') THEN TRY_CAST(value AS DATE) END,
            TRY_CAST(value AS DATE)
        FROM read_signs WHERE kind = 'date'
    )
    GROUP BY document_id
),
of_documents AS (
    SELECT
        r.reply_id, r.request_id, r.force_id,
        min(t.received_on) AS received_on,
        named(list(nullif(d.disposition, 'unknown'))) AS dispositions,
        named(flatten(list(d.exemptions))) AS exemptions,
        bool_or(d.state IN ('held', 'failed')) AS unread,
        bool_or(e.document_id IS NOT NULL) AS empty
    FROM document_replies r
    JOIN documents d USING (document_id)
    LEFT JOIN received t ON t.document_id = d.root_id
    LEFT JOIN empty_answers e ON e.document_id = d.document_id
    WHERE d.state <> 'rejected'
    GROUP BY ALL
),
of_figures AS (
    SELECT
        request_id || '/' || force_id AS reply_id,
        count(*) FILTER (state = 'accepted') AS accepted,
        count(*) FILTER (state = 'held') AS held
    FROM figures WHERE request_id IS NOT NULL AND force_id IS NOT NULL
    GROUP BY ALL
),
-- What a document holds of a reply but could not say whose it is waits with the reply it came in.
of_lost AS (
    SELECT r.reply_id, count(*) AS lost
    FROM lost_numbers l JOIN document_replies r USING (document_id)
    WHERE NOT l.ignored GROUP BY r.reply_id
),
of_checks AS (
    SELECT reply_id, bool_or(reading AND NOT passed) AS misread, bool_or(required AND NOT passed) AS failed
    FROM checks WHERE reply_id IS NOT NULL GROUP BY reply_id
),
of_signs AS (
    SELECT r.reply_id, named(list(s.value)) AS "references"
    FROM read_signs s JOIN document_replies r USING (document_id)
    WHERE s.kind = 'reference' GROUP BY r.reply_id
),
of_caveats AS (
    SELECT reply_id, list(text ORDER BY first_place) AS caveats
    FROM (
        SELECT r.reply_id, c.text, min((c.document_id, c.locator, c.text)) AS first_place
        FROM caveats c JOIN document_replies r USING (document_id) GROUP BY ALL
    )
    GROUP BY reply_id
)
SELECT
    d.reply_id,
    d.request_id,
    d.force_id,
    d.received_on,
    a.due_on,
    CASE WHEN d.received_on IS NOT NULL THEN greatest(0, d.received_on - a.due_on)::INTEGER END AS days_late,
    CASE WHEN len(dispositions) = 0 THEN 'unknown' ELSE array_to_string(dispositions, ', ') END AS disposition,
    exemptions,
    coalesce(s."references", []) AS "references",
    coalesce(c.caveats, []) AS caveats,
    CASE WHEN coalesce(lost, 0) > 0 OR coalesce(misread, false) THEN 'red'
         WHEN coalesce(failed, false) OR coalesce(held, 0) > 0 OR unread OR empty THEN 'amber'
         ELSE 'green' END AS light,
    coalesce(accepted, 0) AS figures_accepted,
    coalesce(held, 0) AS figures_held,
    coalesce(lost, 0) AS numbers_lost,
    NULL::VARCHAR AS superseded_by
FROM of_documents d
LEFT JOIN of_figures f USING (reply_id)
LEFT JOIN of_lost l USING (reply_id)
LEFT JOIN of_checks k USING (reply_id)
LEFT JOIN of_signs s USING (reply_id)
LEFT JOIN of_caveats c USING (reply_id)
LEFT JOIN authorities a ON a.request_id = d.request_id AND a.force_id = d.force_id
ORDER BY d.request_id, d.force_id;

-- Whether a reply is overdue depends on the day on which the question is put, so that this is a view.
CREATE VIEW coverage AS
WITH covered AS (
    SELECT
        c.request_id, c.force_id,
        bool_or(CASE WHEN list_contains(q.dimensions, 'outcome') THEN c.answers ELSE true END
            AND NOT c.part_period) AS whole
    FROM cuts c JOIN requests q USING (request_id)
    GROUP BY ALL
),
counted AS (
    SELECT request_id, force_id FROM outcome_counts
    UNION
    SELECT request_id, force_id FROM recorded_counts
)
SELECT
    a.request_id,
    a.force_id,
    a.asked_on,
    a.due_on,
    CASE
        -- An acknowledgement is not an answer.
        WHEN r.reply_id IS NULL OR (starts_with(r.disposition, 'ack') AND r.figures_accepted + r.figures_held = 0)
            THEN CASE WHEN a.due_on < current_date THEN 'overdue' ELSE 'waiting' END
        WHEN r.figures_accepted + r.figures_held = 0 AND regexp_matches(r.disposition, 'refus|not held|exempt')
            THEN 'refused'
        WHEN r.figures_accepted = 0 OR (r.figures_held > 0 AND NOT coalesce(c.whole, false)) THEN 'held'
        WHEN coalesce(c.whole, false) THEN 'answered'
        ELSE 'part'
    END AS state,
    n.force_id IS NOT NULL AS usable
FROM authorities a
LEFT JOIN replies r ON r.request_id = a.request_id AND r.force_id = a.force_id
LEFT JOIN covered c ON c.request_id = a.request_id AND c.force_id = a.force_id
LEFT JOIN counted n ON n.request_id = a.request_id AND n.force_id = a.force_id
ORDER BY a.request_id, a.force_id;
