-- Live screens: one announcement a statement and subscription, however many rows it changed (docs/design/rows-and-commands.md#live).

DO $$
DECLARE
  announcing_table text;
BEGIN
  FOREACH announcing_table IN ARRAY ARRAY['engagement', 'event', 'relance', 'company_tag', 'notification', 'mailbox', 'mailbox_watch', 'connection_check', 'connection_test'] LOOP
    EXECUTE format('DROP TRIGGER announce ON %I', announcing_table);
  END LOOP;
END $$;
DROP FUNCTION announce_change();

/*
 * What is told of the changed rows of one subscription: `{subscription, kind, id}` of one; up to ten with their `ids`; more with
 * their `count` only, since NOTIFY carries 8,000 bytes. `id` is there in any case: a web process of release 0.1 reads nothing
 * else, and fetches its lists by it. One expression in SQL, which PostgreSQL folds into the triggers' queries.
 */
CREATE FUNCTION announcement(subscription uuid, kind text, ids text[]) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$
    SELECT (jsonb_build_object('subscription', subscription, 'kind', kind, 'id', ids[1]) || CASE
      WHEN cardinality(ids) > 10 THEN jsonb_build_object('count', cardinality(ids))
      WHEN cardinality(ids) > 1 THEN jsonb_build_object('ids', ids)
      ELSE '{}' END)::text
  $$;

/* Arguments: kind, column that holds the id; rows that have none are nobody's to show. */
CREATE FUNCTION announce_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refrain', public.announcement(subscription_id, TG_ARGV[0], ids))
  FROM (
    SELECT subscription_id, array_agg(DISTINCT to_jsonb(changed) ->> TG_ARGV[1]) AS ids FROM changed
    WHERE to_jsonb(changed) ->> TG_ARGV[1] IS NOT NULL GROUP BY subscription_id
  ) AS told;
  RETURN NULL;
END $$;

/* A proof of life every few seconds is nothing to show; a loss, a return and a reading to the end are. */
CREATE FUNCTION announce_watches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refrain', public.announcement(subscription_id, 'mailbox', ids))
  FROM (
    SELECT subscription_id, array_agg(mailbox_id::text) AS ids FROM changed JOIN before USING (subscription_id, mailbox_id)
    WHERE (before.lost_at, before.unwatched_at, before.caught_up_epoch)
      IS DISTINCT FROM (changed.lost_at, changed.unwatched_at, changed.caught_up_epoch)
    GROUP BY subscription_id
  ) AS told;
  RETURN NULL;
END $$;

-- A trigger with the rows of its statement may name one event only.
DO $$
DECLARE
  announcing record;
  happening text;
BEGIN
  FOR announcing IN SELECT * FROM (VALUES
    ('engagement', 'engagement', 'id'),
    ('event', 'company', 'company_id'),
    ('relance', 'relance', 'company_id'),
    ('company_tag', 'company', 'company_id'),
    ('notification', 'notification', 'user_id'),
    ('mailbox', 'mailbox', 'id'),
    ('connection_check', 'connection', 'test_id'),
    ('connection_test', 'connection', 'id')
  ) AS one (changed_table, kind, id_column) LOOP
    FOREACH happening IN ARRAY ARRAY['insert', 'update'] LOOP
      -- A test that begins is on the screen already of whoever began it.
      CONTINUE WHEN announcing.changed_table = 'connection_test' AND happening = 'insert';
      EXECUTE format(
        'CREATE TRIGGER announce_%s AFTER %s ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes(%L, %L)',
        happening, happening, announcing.changed_table, announcing.kind, announcing.id_column);
    END LOOP;
  END LOOP;
END $$;
CREATE TRIGGER announce_update AFTER UPDATE ON mailbox_watch
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_watches();

-- Looks are pruned by the sweep: ids and instants, never what the gates said.
CREATE POLICY dispatch ON engagement_look TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, engagement_id, at), DELETE ON engagement_look TO refrain_dispatch;
