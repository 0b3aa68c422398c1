-- What processes, screens and support read of newsletters and their issues (docs/design/relays.md).

SET LOCAL search_path TO public;

-- CreateIndex
CREATE INDEX "issue_window_open" ON "issue_window" ("subscription_id", "part_id") WHERE "settled_at" IS NULL;
CREATE INDEX "issue_window_waits_again" ON "issue_window" ("subscription_id", "part_id", "number") WHERE "outcomes" LIKE '%d%';
CREATE INDEX "issue_place_left_out" ON "issue_place" ("subscription_id", "issue_id") WHERE "left_out" IS NOT NULL;
CREATE INDEX "newsletter_issue_live" ON "newsletter_issue" ("subscription_id", "newsletter_id") WHERE "ended_at" IS NULL;

CREATE POLICY dispatch ON newsletter FOR SELECT TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, owner_id, activated_at, next_at, deleted_at) ON newsletter TO refrain_dispatch;
CREATE POLICY support ON newsletter FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, id, owner_id, activated_at, next_at, deleted_at, created_at, changed_at) ON newsletter TO refrain_support;

CREATE POLICY dispatch ON newsletter_issue FOR SELECT TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, newsletter_id, state, next_look_at, ended_at) ON newsletter_issue TO refrain_dispatch;
CREATE POLICY support ON newsletter_issue FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, id, newsletter_id, state, reason, next_look_at, recipients, created_at, paused_at, stopped_at, left_at, observed_until, ended_at) ON newsletter_issue TO refrain_support;

CREATE POLICY dispatch ON issue_part FOR SELECT TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, issue_id, state, next_look_at) ON issue_part TO refrain_dispatch;
CREATE POLICY support ON issue_part FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, id, issue_id, sender_id, state, reason, reason_until, since, next_look_at, first_place, last_place, done_at) ON issue_part TO refrain_support;

-- A part tells of its windows itself, once a second at most.
CREATE TRIGGER announce_insert AFTER INSERT ON newsletter_issue REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('issue', 'id');
CREATE TRIGGER announce_update AFTER UPDATE ON newsletter_issue REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('issue', 'id');

-- Who writes hundreds of thousands of recipients at once owns no table; statistics that do not know them make their reads 2 to 4 times
-- dearer (docs/design/relays.md#measured).
CREATE FUNCTION analyze_issue_places() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ ANALYZE public.issue_place $$;
REVOKE ALL ON FUNCTION analyze_issue_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyze_issue_places() TO refrain_app;
