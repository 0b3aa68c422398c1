-- Whether the bytes of a mail are final is said once, by its send: arm wrote the same fact into a second row (docs/benchmarks.md).
CREATE OR REPLACE FUNCTION refuse_refreeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.bytes <> OLD.bytes AND EXISTS (
    SELECT FROM public.send
    WHERE subscription_id = OLD.subscription_id AND id = OLD.send_id AND armed_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'the bytes of an armed send are frozen' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
ALTER TABLE send_content DROP COLUMN is_final;

-- Each step changes its engagement twice and adds an event: what is told of these two names its column, where `announce_changes`
-- turns each changed row into JSON, twice, to find one field.
DO $$
DECLARE
  announcing record;
  happening text;
BEGIN
  FOR announcing IN SELECT * FROM (VALUES
    ('engagement', 'engagement', 'id'),
    ('event', 'company', 'company_id')
  ) AS one (changed_table, kind, id_column) LOOP
    EXECUTE format(
      'CREATE FUNCTION announce_%s() RETURNS trigger LANGUAGE plpgsql AS %L',
      announcing.changed_table,
      format(
        'BEGIN
          PERFORM pg_notify(%L, public.announcement(subscription_id, %L, ids))
          FROM (
            SELECT subscription_id, array_agg(DISTINCT %I::text) AS ids FROM changed
            WHERE %3$I IS NOT NULL GROUP BY subscription_id
          ) AS told;
          RETURN NULL;
        END',
        'refrain', announcing.kind, announcing.id_column));
    FOREACH happening IN ARRAY ARRAY['insert', 'update'] LOOP
      EXECUTE format(
        'CREATE OR REPLACE TRIGGER announce_%s AFTER %s ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_%s()',
        happening, happening, announcing.changed_table, announcing.changed_table);
    END LOOP;
  END LOOP;
END $$;
