-- Answers: a letter may disclose one thing and refuse another, question by question. Where its questions are not
-- told apart, its one answer is that to all.
CREATE TABLE answers AS
WITH told AS (
    SELECT
        document_id, locator,
        regexp_extract(
            value, '^([^:]*): (.*?)((?: (?:s\.\S+|NCND))*)$', ['question', 'disposition', 'exemptions']
        ) AS answer
    FROM read_signs SEMI JOIN readings USING (root_id, document_id)
    WHERE kind = 'answer'
)
SELECT
    d.document_id, d.request_id, d.force_ids,
    t.answer.question AS question,
    t.answer.disposition AS disposition,
    list_filter(string_split(t.answer.exemptions, ' '), lambda e: e <> '') AS exemptions,
    t.locator
FROM documents d JOIN told t USING (document_id)
UNION ALL
SELECT document_id, request_id, force_ids, '', disposition, exemptions, NULL
FROM documents ANTI JOIN told USING (document_id)
WHERE disposition <> 'unknown'
ORDER BY ALL;
