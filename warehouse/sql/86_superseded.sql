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

-- From when to when each reply was the one known. The one in force is so since what replaced the last came.
CREATE TABLE reply_versions AS
SELECT
    r.reply_id, r.request_id, r.force_id,
    coalesce(max(p.replaced_on), any_value(r.received_on)) AS known_from,
    NULL::DATE AS known_until
FROM replies r
LEFT JOIN replaced p USING (request_id, force_id)
WHERE r.superseded_by IS NULL
GROUP BY ALL
UNION ALL
SELECT request_id || '/' || force_id || '@' || short_id(document_id), request_id, force_id, received_on, replaced_on
FROM replaced
ORDER BY ALL;
