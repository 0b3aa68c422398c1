-- Tracking: whose mail a ticket stands in, who chose what is measured, the hits and what they were judged to be (docs/design/tracking.md).

SET LOCAL search_path TO public;
-- CreateIndex
CREATE UNIQUE INDEX "newsletter_issue_id_key" ON "newsletter_issue"("id");

-- The tickets of a newsletter name issue and place alone, so that they fit a local part. Whoever holds one is in no subscription yet:
-- this answers in which the issue is, an id for an id.
CREATE FUNCTION subscription_of_issue(issue uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT newsletter_issue.subscription_id FROM public.newsletter_issue WHERE newsletter_issue.id = issue $$;
REVOKE ALL ON FUNCTION subscription_of_issue(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subscription_of_issue(uuid) TO refrain_app;
