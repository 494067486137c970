-- Held: what waits for a person, one row for each decision that would settle something, with that decision.
-- `cause_key` says which of them one look of a person may settle together: the same doubt in the same document,
-- the same labels in several tables, the same lack of a sign in one folder.

-- Read, placed, and yet neither a figure nor a reason why not came of the whole reply.
CREATE TEMP TABLE empty_answers AS
SELECT d.document_id
FROM documents d
JOIN document_replies r USING (document_id)
WHERE d.state = 'read' AND d.root_id = d.document_id
    AND NOT EXISTS (
        FROM documents o JOIN document_replies s ON s.document_id = o.document_id
        WHERE s.reply_id = r.reply_id
            AND (o.disposition <> 'unknown' OR o.state IN ('held', 'failed')
                OR o.document_id IN (SELECT document_id FROM tables_read)
                OR o.document_id IN (SELECT document_id FROM lost_numbers WHERE NOT ignored))
    );

CREATE TABLE held AS
WITH waiting AS (
    SELECT
        *,
        short_id(document_id) AS document_name,
        table_id(document_id, table_no) AS table_id,
        list_filter(map_keys(breakdown), lambda k: starts_with(k, '?')) AS unknown_axes,
        (len(held_reasons) = 1)::INTEGER AS last_hold
    FROM figures WHERE state = 'held'
),
folders AS (
    SELECT document_id, min(regexp_replace(path, '[^/]*$', '')) AS folder FROM deliveries GROUP BY document_id
),
axes AS (
    SELECT table_id, "key", min(held_reason) AS reason, named(list(label)) AS labels, count(*) AS figures,
        -- A figure with two axes that are not understood is not free when one of them is.
        sum(CASE WHEN len(unknown_axes) = 1 THEN last_hold ELSE 0 END) AS frees,
        min(document_id) AS document_id
    FROM (
        SELECT *, unnest(map_keys(breakdown)) AS "key", unnest(map_values(breakdown)) AS label
        FROM waiting WHERE held_kind = 'axis'
    )
    WHERE starts_with("key", '?')
    GROUP BY table_id, "key"
),
all_held AS (
    SELECT
        'axis ' || table_id || ' ' || "key" AS item, 'axis' AS kind, reason,
        table_id AS "where", labels[:5] AS suggestions,
        'foi decide axis ' || table_id || ' ' || shell("key") || ' KIND' AS command,
        'axis' AS decision, table_id AS target, "key" AS scope,
        ['outcome', 'offence', 'place', 'force', 'other', 'ignore'] AS answers,
        reason || ': ' || array_to_string(labels[:3], ', ') AS cause,
        "key" || ': ' || array_to_string(labels, '; ') AS cause_key,
        figures, frees, document_id
    FROM axes

    UNION ALL BY NAME
    SELECT
        held_kind || ' ' || table_id AS item, held_kind AS kind, min(held_reason) AS reason,
        table_id AS "where",
        CASE held_kind WHEN 'period' THEN named(list(r.period_start || '..' || r.period_end))
             WHEN 'check' THEN [] ELSE ['zero', 'missing'] END AS suggestions,
        CASE held_kind
            WHEN 'period' THEN 'foi decide period ' || table_id || ' "FIRST..LAST"'
            WHEN 'check' THEN 'foi decide accept ' || table_id
            ELSE 'foi decide ' || held_kind || ' ' || table_id || ' zero'
        END AS command,
        CASE held_kind WHEN 'check' THEN 'verdict' ELSE held_kind END AS decision,
        table_id AS target, '' AS scope,
        CASE held_kind WHEN 'period' THEN [] WHEN 'check' THEN ['accept', 'reject'] ELSE ['zero', 'missing'] END
            AS answers,
        split_part(min(held_reason), ': expected', 1) AS cause,
        min(document_id) || ' ' || split_part(min(held_reason), ': expected', 1) AS cause_key,
        count(*) AS figures, sum(last_hold) AS frees, min(document_id) AS document_id
    FROM waiting LEFT JOIN requests r USING (request_id)
    WHERE held_kind IN ('period', 'blank', 'dash', 'check')
    GROUP BY held_kind, table_id

    UNION ALL BY NAME
    SELECT
        'table ' || table_id || ': ' || held_reason AS item, 'figure' AS kind, held_reason AS reason,
        table_id AS "where",
        CASE WHEN held_reason = 'recognised with doubt'
            THEN list_sort(list('its picture: foi explain ' || figure_id))[1:3] ELSE [] END AS suggestions,
        'foi decide accept ' || table_id AS command,
        'verdict' AS decision, table_id AS target, '' AS scope, ['accept', 'reject'] AS answers,
        held_reason AS cause, min(document_id) || ' ' || held_reason AS cause_key,
        count(*) AS figures, sum(last_hold) AS frees, min(document_id) AS document_id
    FROM waiting
    WHERE held_kind = 'figure' AND value_status <> 'unreadable'
    GROUP BY table_id, held_reason

    UNION ALL BY NAME
    SELECT
        'figure ' || figure_id AS item, 'figure' AS kind,
        held_reason || ': ' || raw_text AS reason, figure_id || ' at ' || locator AS "where",
        [] AS suggestions, 'foi decide accept ' || figure_id || ' --count N' AS command,
        'count' AS decision, figure_id AS target, '' AS scope, ['reject'] AS answers,
        held_reason AS cause, document_id || ' unreadable ' || held_reason AS cause_key,
        1 AS figures, last_hold AS frees, document_id
    FROM waiting
    WHERE held_kind = 'figure' AND value_status = 'unreadable'

    UNION ALL BY NAME
    -- A force that the labels of a table name is settled for the document, whoever the delivery came from.
    SELECT
        'force ' || document_name || ': ' || held_reason AS item, 'force' AS kind, held_reason AS reason,
        document_name AS "where", any_value(force_ids) AS suggestions,
        'foi decide force ' || document_name || ' FORCE' AS command,
        'force' AS decision, document_name AS target, '' AS scope, [] AS answers,
        held_reason AS cause, held_reason AS cause_key,
        count(*) AS figures, sum(last_hold) AS frees, document_id
    FROM waiting JOIN documents d USING (document_id)
    WHERE held_kind = 'force' AND len(d.force_ids) > 0
    GROUP BY document_id, document_name, held_reason

    UNION ALL BY NAME
    SELECT
        part.kind || ' ' || short_id(d.document_id) AS item, part.kind AS kind, part.problem AS reason,
        d.name AS "where", part.candidates AS suggestions,
        'foi decide ' || part.kind || ' ' || short_id(d.document_id) || ' ' || upper(part.kind) AS command,
        part.kind AS decision, short_id(d.document_id) AS target, '' AS scope, [] AS answers,
        part.problem AS cause, part.problem || ' ' || coalesce(folders.folder, '') AS cause_key,
        coalesce(w.figures, 0) AS figures, coalesce(w.frees, 0) AS frees, d.document_id
    FROM documents d
    JOIN places p USING (document_id)
    LEFT JOIN folders USING (document_id)
    CROSS JOIN LATERAL (
        SELECT 'request' AS kind, p.request_problem AS problem, p.request_candidates AS candidates
        WHERE d.request_id IS NULL
        UNION ALL
        SELECT 'force', p.force_problem, p.force_candidates WHERE len(d.force_ids) = 0
    ) part
    LEFT JOIN (SELECT root_id, held_kind, count(*) AS figures, sum(last_hold) AS frees
               FROM waiting JOIN documents USING (document_id) GROUP BY ALL) w
        ON w.root_id = d.document_id AND w.held_kind = part.kind
    WHERE d.root_id = d.document_id AND d.state = 'read'

    UNION ALL BY NAME
    SELECT
        'document ' || short_id(d.document_id) AS item, 'document' AS kind,
        CASE state WHEN 'failed' THEN 'could not be read: ' ELSE '' END || coalesce(d.reason, 'held') AS reason,
        name AS "where", [] AS suggestions,
        -- Where some of it was read, a person may take that without the rest.
        CASE WHEN starts_with(d.reason, 'password needed') THEN 'foi decide password ' || short_id(d.document_id)
             WHEN partly.figures > 0 THEN 'foi decide accept ' || short_id(d.document_id)
             ELSE 'foi decide reject ' || short_id(d.document_id) || ' --why "…"' END AS command,
        'verdict' AS decision, short_id(d.document_id) AS target, '' AS scope,
        CASE WHEN partly.figures > 0 THEN ['accept', 'reject'] ELSE ['reject'] END AS answers,
        coalesce(d.reason, 'held') AS cause,
        state || (coalesce(partly.figures, 0) > 0)::VARCHAR || coalesce(d.reason, 'held')
            -- Each locked document has a password of its own.
            || CASE WHEN starts_with(d.reason, 'password needed') THEN d.document_id ELSE '' END AS cause_key,
        coalesce(partly.figures, 0) AS figures, coalesce(partly.frees, 0) AS frees, d.document_id
    FROM documents d
    LEFT JOIN (
        SELECT document_id, count(*) AS figures, sum(last_hold) AS frees
        FROM waiting WHERE list_contains(held_kinds, 'document') GROUP BY document_id
    ) partly USING (document_id)
    LEFT JOIN verdicts v ON v.target = short_id(d.document_id)
    WHERE state IN ('held', 'failed') AND v.verdict IS DISTINCT FROM 'accept'
        AND d.document_id NOT IN (SELECT document_id FROM quarantined WHERE NOT released)

    UNION ALL BY NAME
    SELECT
        'release ' || short_id(d.document_id) AS item, 'release' AS kind, d.reason, d.name AS "where",
        ['ask for it again without what it hides, then: foi decide reject ' || short_id(d.document_id)]
            AS suggestions,
        'foi decide release ' || short_id(d.document_id) || ' --why "…"' AS command,
        'release' AS decision, short_id(d.document_id) AS target, '' AS scope, ['release', 'reject'] AS answers,
        d.reason AS cause, d.document_id AS cause_key,
        count(w.figure_id) AS figures, coalesce(sum(w.last_hold), 0) AS frees, d.document_id
    FROM documents d
    JOIN quarantined q ON q.document_id = d.document_id AND NOT q.released
    LEFT JOIN waiting w ON w.document_id = d.document_id
    WHERE d.state IN ('held', 'failed')
    GROUP BY ALL

    UNION ALL BY NAME
    SELECT
        'document ' || short_id(document_id) AS item, 'document' AS kind,
        'neither figures nor a refusal were read in it' AS reason,
        name AS "where", [] AS suggestions,
        'foi decide reject ' || short_id(document_id) || ' --why "…"' AS command,
        'verdict' AS decision, short_id(document_id) AS target, '' AS scope, ['reject'] AS answers,
        'neither figures nor a refusal were read in it' AS cause, 'empty' AS cause_key,
        0 AS figures, 0 AS frees, document_id
    FROM documents SEMI JOIN empty_answers USING (document_id)

    UNION ALL BY NAME
    SELECT
        'lost ' || short_id(document_id) || ' ' || locator AS item, 'lost' AS kind,
        'number not understood: ' || string_agg(raw_text, ', ' ORDER BY raw_text) AS reason,
        locator || ': ' || min(around) AS "where", [] AS suggestions,
        'foi decide ignore ' || short_id(document_id) || ' ' || shell(locator) AS command,
        'ignore' AS decision, short_id(document_id) AS target, locator AS scope, ['ignore'] AS answers,
        'number not understood' AS cause, document_id AS cause_key,
        0 AS figures, 0 AS frees, document_id
    FROM lost_numbers WHERE NOT ignored
    GROUP BY document_id, locator
)
SELECT
    item, kind, reason, "where", suggestions::VARCHAR[] AS suggestions, command,
    figures::BIGINT AS figures, frees::BIGINT AS frees, document_id,
    kind || '-' || left(md5(cause_key), 8) AS "group", cause,
    decision, target, scope, answers::VARCHAR[] AS answers
FROM all_held
ORDER BY figures DESC, kind, item;
