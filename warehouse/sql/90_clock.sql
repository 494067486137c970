-- The clock of each request at each authority, in working days under the Act that binds it. What has not come is
-- measured up to the day on which the question is put.
CREATE VIEW clock AS
WITH timed AS (
    SELECT
        a.request_id, a.force_id, a.act, a.asked_on, a.due_on, a."references", r.received_on, v.state,
        v.state NOT IN ('waiting', 'overdue') AS answered,
        coalesce(r.received_on, current_date) AS until
    FROM authorities a
    JOIN coverage v ON v.request_id = a.request_id AND v.force_id = a.force_id
    LEFT JOIN replies r ON r.request_id = a.request_id AND r.force_id = a.force_id AND r.superseded_by IS NULL
        AND v.state NOT IN ('waiting', 'overdue')
)
SELECT
    t.request_id, t.force_id, t.act, t.asked_on, t.due_on, t.received_on,
    CASE WHEN NOT answered THEN state WHEN received_on IS NULL THEN 'answered, day unknown'
         WHEN received_on > due_on THEN 'late' ELSE 'in time' END AS state,
    CASE WHEN NOT answered OR received_on IS NOT NULL THEN
        CASE WHEN act = 'FOI(S)A 2002' THEN u.scottish - s.scottish ELSE u.working - s.working END END AS working_days,
    CASE WHEN NOT answered OR received_on IS NOT NULL THEN greatest(0,
        CASE WHEN act = 'FOI(S)A 2002' THEN u.scottish - d.scottish ELSE u.working - d.working END) END
        AS working_days_late,
    t."references"
FROM timed t
LEFT JOIN working_days s ON s.day = t.asked_on
LEFT JOIN working_days d ON d.day = t.due_on
LEFT JOIN working_days u ON u.day = t.until
ORDER BY t.request_id, t.force_id;

-- Whom to write to on a day. A request unanswered twenty working days after it was due is one to have reviewed:
-- WhatDoTheyKnow calls it very overdue.
CREATE MACRO reminders(on_day) AS TABLE
WITH counted AS (
    SELECT
        c.request_id, c.force_id, c.act, c.due_on, c."references",
        CASE WHEN c.act = 'FOI(S)A 2002' THEN n.scottish - d.scottish ELSE n.working - d.working END AS overdue
    FROM clock c
    JOIN working_days d ON d.day = c.due_on
    JOIN working_days n ON n.day = on_day::DATE
    WHERE c.state IN ('waiting', 'overdue')
)
SELECT
    request_id, force_id, act, due_on, greatest(0, overdue) AS working_days_overdue,
    CASE WHEN overdue > 20 THEN 'ask for an internal review'
         WHEN overdue > 0 THEN 'send a reminder'
         ELSE 'due within three working days' END AS step,
    "references"
FROM counted
WHERE overdue >= -3
ORDER BY working_days_overdue DESC, request_id, force_id;
