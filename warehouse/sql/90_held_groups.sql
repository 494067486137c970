-- What one look of a person may settle together. What is answered differently item by item has a group for each.
CREATE VIEW held_groups AS
SELECT
    "group",
    any_value(kind) AS kind,
    min(cause) AS cause,
    count(*) AS decisions,
    sum(figures)::BIGINT AS figures,
    sum(frees)::BIGINT AS frees,
    count(DISTINCT h.document_id) AS documents,
    list("where" ORDER BY figures DESC, item)[:3] AS places,
    CASE WHEN min(suggestions) = max(suggestions) THEN min(suggestions) ELSE [] END AS suggestions,
    min(answers) AS answers,
    CASE WHEN count(*) = 1 THEN min(command)
         ELSE 'foi decide group ' || "group" || ' '
            || CASE WHEN len(min(answers)) = 0 THEN upper(any_value(kind)) ELSE array_to_string(min(answers), '|') END
    END AS command
FROM held h
GROUP BY "group"
ORDER BY frees DESC, figures DESC, decisions DESC, "group";
