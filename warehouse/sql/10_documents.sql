-- Documents: what was read of each archived file, and which request and force it answers.

-- Accepting and rejecting speak about the same thing, so the later of the two holds.
CREATE TEMP TABLE verdicts AS
SELECT target, kind AS verdict, TRY_CAST(nullif(value, '') AS BIGINT) AS count, why
FROM decided WHERE kind IN ('accept', 'reject')
QUALIFY row_number() OVER (PARTITION BY target ORDER BY "when" DESC, kind DESC) = 1;

-- The same bytes may come as a file and as an attachment, or in two messages: they are read once, and the
-- reading of the delivered file itself is taken before that of an attachment.
CREATE TEMP TABLE readings AS
SELECT * FROM read_documents
QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY root_id <> document_id, root_id) = 1;

-- An inner document belongs where the delivered document belongs in which it came. Where it came in several,
-- all must agree.
CREATE TEMP TABLE places AS
WITH ways AS (
    SELECT DISTINCT document_id, root_id FROM read_documents
    UNION
    SELECT document_id, document_id FROM placed
),
gathered AS (
    SELECT
        ways.document_id,
        named(list(placed.request_id)) AS requests,
        list_sort(list_distinct(list(placed.forces) FILTER (len(placed.forces) > 0))) AS force_sets,
        arg_min(placed, ways.root_id) AS first_way
    FROM ways JOIN placed ON placed.document_id = ways.root_id
    GROUP BY ways.document_id
)
SELECT
    gathered.document_id,
    CASE WHEN request.value IS NOT NULL AND request.value IN (SELECT request_id FROM requests) THEN request.value
         WHEN len(requests) = 1 THEN requests[1] END AS request_id,
    CASE WHEN force.value IS NOT NULL THEN string_split(force.value, '|')
         WHEN len(force_sets) = 1 THEN force_sets[1]
         ELSE []::VARCHAR[] END AS forces,
    CASE WHEN request.value IS NOT NULL THEN 'decision' ELSE first_way.request_rule END AS request_rule,
    CASE WHEN force.value IS NOT NULL THEN 'decision' ELSE first_way.force_rule END AS force_rule,
    CASE WHEN len(requests) > 1 THEN 'request unknown: delivered for ' || array_to_string(requests, ' and ')
         ELSE coalesce(first_way.request_problem, 'request unknown') END AS request_problem,
    CASE WHEN len(force_sets) > 1 THEN 'force unknown: delivered as the reply of '
            || array_to_string(list_sort(list_distinct(flatten(force_sets))), ' and ')
         ELSE coalesce(first_way.force_problem, 'force unknown') END AS force_problem,
    CASE WHEN len(requests) > 1 THEN requests ELSE first_way.request_candidates END AS request_candidates,
    CASE WHEN len(force_sets) > 1 THEN list_sort(list_distinct(flatten(force_sets)))
         ELSE first_way.force_candidates END AS force_candidates
FROM gathered
LEFT JOIN decided request ON request.kind = 'request' AND request.target = short_id(gathered.document_id)
LEFT JOIN decided force ON force.kind = 'force' AND force.target = short_id(gathered.document_id);

-- A document whose hidden data could be personal waits, with all that was read from what it shows, until a person
-- releases it. Its reason begins with its quarantine.
CREATE TEMP TABLE quarantined AS
SELECT document_id, quarantine, d.target IS NOT NULL AS released
FROM readings LEFT JOIN decided d ON d.kind = 'release' AND d.target = short_id(document_id)
WHERE quarantine IS NOT NULL;

CREATE TABLE screening AS
SELECT h.document_id, h.kind, h.place, h.count, h.filled, h.holds, coalesce(q.released, false) AS released
FROM read_hidden h SEMI JOIN readings USING (root_id, document_id)
LEFT JOIN quarantined q USING (document_id)
ORDER BY ALL;

-- A document that a person said another replaces, with all that came inside it.
CREATE TEMP TABLE superseded AS
SELECT d.target, p.document_id AS successor
FROM decided d
JOIN places p ON short_id(p.document_id) = d.value
WHERE d.kind = 'supersede';

CREATE TABLE documents AS
WITH first_delivery AS (
    SELECT document_id, arg_min(name, (path, source, name)) AS name FROM deliveries GROUP BY document_id
)
SELECT
    places.document_id,
    readings.parent_id,
    coalesce(readings.name, first_delivery.name) AS name,
    coalesce(readings.format, '') AS format,
    readings.bytes,
    readings.parts AS pages_or_sheets,
    CASE WHEN verdict = 'reject' THEN 'rejected' WHEN s.successor IS NOT NULL THEN 'superseded'
         WHEN q.released AND readings.reason = q.quarantine THEN 'read'
         ELSE coalesce(readings.state, 'held') END AS state,
    CASE WHEN verdict = 'reject' THEN 'rejected: ' || why
         WHEN s.successor IS NOT NULL THEN 'replaced by ' || short_id(s.successor)
         WHEN readings.document_id IS NULL THEN 'not read yet'
         WHEN q.released THEN nullif(substr(readings.reason, length(q.quarantine || '; ') + 1), '')
         ELSE readings.reason END AS reason,
    readings.parser_version,
    coalesce(readings.root_id, places.document_id) AS root_id,
    places.request_id,
    places.forces AS force_ids,
    places.request_rule,
    places.force_rule,
    coalesce(readings.disposition, 'unknown') AS disposition,
    coalesce(readings.exemptions, []) AS exemptions,
    s.successor AS superseded_by
FROM places
LEFT JOIN readings USING (document_id)
LEFT JOIN first_delivery USING (document_id)
LEFT JOIN verdicts ON verdicts.target = short_id(places.document_id)
LEFT JOIN quarantined q USING (document_id)
LEFT JOIN superseded s ON s.target = short_id(coalesce(readings.root_id, places.document_id))
ORDER BY places.document_id;
