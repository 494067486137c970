-- Replies that a later one replaced stay, each as a reply of its own that names the one in force.
CREATE TEMP TABLE replaced AS
SELECT
    d.request_id, unnest(d.force_ids) AS force_id, d.document_id, d.superseded_by AS successor,
    t.received_on, s.received_on AS replaced_on, d.disposition, d.exemptions
FROM documents d
LEFT JOIN received t ON t.document_id = d.document_id
LEFT JOIN received s ON s.document_id = d.superseded_by
WHERE d.state = 'superseded' AND d.root_id = d.document_id AND d.request_id IS NOT NULL;

INSERT INTO replies BY NAME
SELECT
    p.request_id || '/' || p.force_id || '@' || short_id(p.document_id) AS reply_id,
    p.request_id, p.force_id, p.received_on, a.due_on,
    CASE WHEN p.received_on IS NOT NULL THEN greatest(0, p.received_on - a.due_on)::INTEGER END AS days_late,
    p.disposition, p.exemptions,
    []::VARCHAR[] AS "references",
    coalesce((SELECT list(c.text ORDER BY c.locator) FROM caveats c WHERE c.document_id = p.document_id), [])
        AS caveats,
    CASE WHEN coalesce(k.misread, false) THEN 'red' WHEN coalesce(k.failed, false) THEN 'amber' ELSE 'green' END
        AS light,
    0 AS figures_accepted, 0 AS figures_held, 0 AS numbers_lost,
    p.request_id || '/' || p.force_id AS superseded_by
FROM replaced p
LEFT JOIN authorities a ON a.request_id = p.request_id AND a.force_id = p.force_id
LEFT JOIN (
    SELECT document_id, bool_or(reading AND NOT passed) AS misread, bool_or(required AND NOT passed) AS failed
    FROM checks GROUP BY document_id
) k ON k.document_id = p.document_id
ORDER BY ALL;

-- From when to when each reply was the one known: it became another whenever a document with figures came,
-- or one in the place of another. What came on no known day was always known. Earlier ones are named by the
-- document that came last.
CREATE TABLE reply_versions AS
WITH arrivals AS (
    SELECT request_id, force_id, received_on AS known_from, min(document_id) AS document_id
    FROM (
        SELECT DISTINCT f.request_id, f.force_id, d.root_id AS document_id, t.received_on
        FROM figures f
        JOIN documents d USING (document_id)
        LEFT JOIN received t ON t.document_id = d.root_id
        WHERE f.request_id IS NOT NULL AND f.force_id IS NOT NULL AND f.state <> 'rejected'
        UNION
        SELECT request_id, force_id, successor, replaced_on FROM replaced
    )
    GROUP BY ALL
),
versions AS (
    SELECT *, lead(known_from) OVER (PARTITION BY request_id, force_id ORDER BY known_from NULLS FIRST) AS known_until
    FROM arrivals
)
SELECT
    r.reply_id, r.request_id, r.force_id,
    CASE WHEN v.request_id IS NULL THEN r.received_on ELSE v.known_from END AS known_from,
    NULL::DATE AS known_until
FROM replies r
LEFT JOIN versions v ON v.request_id = r.request_id AND v.force_id = r.force_id AND v.known_until IS NULL
WHERE r.superseded_by IS NULL
UNION ALL
SELECT request_id || '/' || force_id || '@' || short_id(document_id), request_id, force_id, known_from, known_until
FROM versions WHERE known_until IS NOT NULL
ORDER BY ALL;
