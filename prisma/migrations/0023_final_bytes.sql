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
