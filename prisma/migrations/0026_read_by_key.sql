-- What each step reads is asked for by its keys: the policy of such a table asks for the subscription itself, which costs a
-- statement nothing until a row is read. As a sub-select it is prepared for each table of each statement, an eighth of what
-- PostgreSQL does for a step; a table that a page may read whole keeps it, for there it is asked once, not once a row
-- (docs/benchmarks.md).
CREATE PROCEDURE read_tenant_table_by_key(target regclass, key_column name DEFAULT 'subscription_id')
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'ALTER POLICY subscription ON %s USING (%I = current_subscription()) WITH CHECK (%I = current_subscription())',
    target, key_column, key_column);
END $$;

CALL read_tenant_table_by_key('subscription', 'id');
DO $$
DECLARE
  read_by_key regclass;
BEGIN
  FOREACH read_by_key IN ARRAY ARRAY[
    'user', 'closed_day', 'sequence', 'sequence_version', 'sequence_step', 'late_batch',
    'mailbox', 'mailbox_secret', 'mailbox_grant', 'mailbox_watch', 'mailbox_read_back',
    'sender', 'sender_secret', 'sender_slot', 'sender_refusal', 'refused_send', 'host_wait',
    'send', 'send_content', 'send_attempt', 'send_identity', 'engagement_look', 'outbox',
    'suppression', 'open_objection', 'reply_hold', 'halt'
  ]::regclass[] LOOP
    CALL read_tenant_table_by_key(read_by_key);
  END LOOP;
END $$;
