-- Who configured an automation of a newsletter stands in it, and it acts in her name (R-70): until now the newsletter's owner stood
-- for her. A sequence may count an opening as a success too (D-30).

SET LOCAL search_path TO public;

ALTER TABLE "sequence_version" ADD COLUMN     "open_succeeds" BOOLEAN NOT NULL DEFAULT false;

UPDATE newsletter SET
    on_success = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(on_success) WITH ORDINALITY AS kept (one, at)),
    on_failure = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(on_failure) WITH ORDINALITY AS kept (one, at))
    WHERE on_success <> '[]' OR on_failure <> '[]';
UPDATE newsletter_issue issue SET
    on_success = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', newsletter.owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(issue.on_success) WITH ORDINALITY AS kept (one, at)),
    on_failure = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', newsletter.owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(issue.on_failure) WITH ORDINALITY AS kept (one, at))
    FROM newsletter
    WHERE (newsletter.subscription_id, newsletter.id) = (issue.subscription_id, issue.newsletter_id)
        AND (issue.on_success <> '[]' OR issue.on_failure <> '[]');
