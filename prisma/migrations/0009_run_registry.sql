-- The registry of run kinds (domain/runs) says what dispatcher, sweep and clock read: they are granted that and no more.

DO $$
DECLARE
  seen_table text;
BEGIN
  FOREACH seen_table IN ARRAY ARRAY['mailbox_watch', 'mailbox_slot', 'relance', 'quarantine'] LOOP
    EXECUTE format('DROP POLICY dispatch ON %I', seen_table);
  END LOOP;
END $$;
REVOKE SELECT (subscription_id, mailbox_id, fence, epoch, caught_up_epoch, proven_at, lost_at, unwatched_at) ON mailbox_watch FROM refrain_dispatch;
REVOKE SELECT (subscription_id, send_id, mailbox_id, planned_at) ON mailbox_slot FROM refrain_dispatch;
REVOKE SELECT (subscription_id, id, due_on) ON relance FROM refrain_dispatch;
REVOKE SELECT (last_look_at, mailbox_id, state) ON engagement FROM refrain_dispatch;
REVOKE SELECT (state) ON mailbox FROM refrain_dispatch;
REVOKE SELECT (id) ON notification FROM refrain_dispatch;
REVOKE SELECT (lease_until, armed_at, mailbox_id) ON send FROM refrain_dispatch;
REVOKE SELECT (started_at) ON connection_test FROM refrain_dispatch;
REVOKE SELECT ON installation, reference_company, reference_contact FROM refrain_dispatch;
GRANT SELECT (id, clock_offset_ms, travel_to) ON installation TO refrain_dispatch;

-- Support sees runs of every kind: states, instants and codes; no settings, no secret, no name of a folder, no words.
DO $$
DECLARE
  seen_table text;
BEGIN
  FOREACH seen_table IN ARRAY ARRAY['connection_test', 'connection_check', 'notification', 'mailbox_folder'] LOOP
    EXECUTE format('CREATE POLICY support ON %I FOR SELECT TO refrain_support USING (true)', seen_table);
  END LOOP;
END $$;
GRANT SELECT (subscription_id, id, user_id, mailbox_id, address, state, started_at, ended_at) ON connection_test TO refrain_support;
GRANT SELECT (subscription_id, test_id, position, "check", state, milliseconds, code) ON connection_check TO refrain_support;
GRANT SELECT (subscription_id, id, user_id, kind, created_at, treated_at, treated_due_at) ON notification TO refrain_support;
GRANT SELECT (subscription_id, id, mailbox_id, special_use, last_uid, read_at) ON mailbox_folder TO refrain_support;

-- Mails that a person wrote are few among the steps: their runs are looked for by kind.
CREATE INDEX send_written ON send (created_at, id) WHERE kind <> 'step';
