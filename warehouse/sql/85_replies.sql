-- Replies: what each authority's answer came to, and how far it may be trusted.

CREATE TABLE tables AS
WITH failures AS (
    SELECT
        table_id(document_id, table_no) AS table_id, reading, required,
        "check" || ': expected ' || expected || ', found ' || actual AS failure
    FROM checks WHERE NOT passed AND table_no > 0
    UNION ALL
    -- A check of a whole reply names the tables that contradict each other.
    SELECT unnest(locators), reading, required, "check" || ': expected ' || expected || ', found ' || actual
    FROM checks WHERE NOT passed AND document_id IS NULL AND reply_id IS NOT NULL
),
problems AS (
    SELECT
        table_id,
        bool_or(reading) AS misread,
        bool_or(required) AS failed,
        named(list(failure) FILTER (reading OR required)) AS failures
    FROM failures GROUP BY table_id
),
waiting AS (
    SELECT
        document_id, table_no,
        list(figures || CASE figures WHEN 1 THEN ' figure waits: ' ELSE ' figures wait: ' END || held_reason
            ORDER BY figures DESC, held_reason) AS waits
    FROM (
        SELECT document_id, table_no, held_reason, count(*) AS figures
        FROM figures WHERE state = 'held' GROUP BY ALL
    )
    GROUP BY document_id, table_no
)
SELECT
    f.document_id,
    f.table_no,
    CASE WHEN bool_or(p.misread) OR bool_or(g.gap IS NOT NULL) THEN 'red'
         WHEN bool_or(p.failed) OR bool_or(f.state = 'held') THEN 'amber'
         ELSE 'green' END AS light,
    coalesce(any_value(p.failures), []) || coalesce(any_value(w.waits), []) AS light_reasons,
    count(*) AS figures,
    count(*) FILTER (f.state = 'accepted') AS figures_accepted,
    count(*) FILTER (f.state = 'held') AS figures_held,
    coalesce(any_value(n.findings), []) AS findings
FROM figures f
LEFT JOIN problems p ON p.table_id = table_id(f.document_id, f.table_no)
LEFT JOIN waiting w USING (document_id, table_no)
-- What a missing page or sheet holds may be the rest of any table, until a person accepted the table.
LEFT JOIN gaps g ON g.document_id = f.document_id AND f.state = 'held'
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
WITH of_documents AS (
    SELECT
        r.reply_id, r.request_id, r.force_id,
        -- An answer that is late is so, whatever came before it that is no answer.
        coalesce(
            min(t.received_on) FILTER (
                NOT regexp_matches(d.disposition, '^(ack|bounce|out of office|clarif|fee)')
                OR d.document_id IN (SELECT document_id FROM figures WHERE state <> 'rejected')
            ),
            min(t.received_on)
        ) AS received_on,
        named(list(nullif(d.disposition, 'unknown'))) AS dispositions,
        named(flatten(list(d.exemptions))) AS exemptions,
        bool_or(d.state IN ('held', 'failed')) AS unread,
        bool_or(d.document_id IN (SELECT document_id FROM figures SEMI JOIN gaps USING (document_id) WHERE state = 'held'))
            AS part_unread,
        bool_or(e.document_id IS NOT NULL) AS empty
    FROM document_replies r
    JOIN documents d USING (document_id)
    LEFT JOIN received t ON t.document_id = d.root_id
    LEFT JOIN empty_answers e ON e.document_id = d.document_id
    WHERE d.state NOT IN ('rejected', 'superseded')
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
    SELECT
        reply_id,
        count(*) FILTER (reading) AS misread,
        count(*) FILTER (required AND NOT reading) AS contradictions
    FROM checks WHERE reply_id IS NOT NULL AND NOT passed GROUP BY reply_id
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
    CASE WHEN coalesce(lost, 0) > 0 OR coalesce(misread, 0) > 0 OR part_unread THEN 'red'
         WHEN coalesce(contradictions, 0) > 0 OR coalesce(held, 0) > 0 OR unread OR empty THEN 'amber'
         ELSE 'green' END AS light,
    list_filter([
        CASE WHEN lost > 0 THEN lost || ' numbers lost' END,
        CASE WHEN misread > 0 THEN misread || ' failed checks point at the reading' END,
        CASE WHEN part_unread THEN 'a page or sheet could not be read'
             WHEN unread THEN 'a document could not be read' END,
        CASE WHEN contradictions > 0 THEN contradictions || ' contradictions between its own tables' END,
        CASE WHEN held > 0 THEN held || ' figures wait for a person' END,
        CASE WHEN empty THEN 'neither figures nor a refusal were read' END
    ], lambda x: x IS NOT NULL) AS light_reasons,
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
