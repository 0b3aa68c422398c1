-- A sender is who a mail leaves from, with its address, pace and limits; a mailbox is what is read
-- (docs/design/processes.md#sender). The installation's own sender is configuration: it belongs to no subscription.

CREATE TABLE "sender" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "mailbox_id" UUID,
    "address" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "smtp_host" TEXT NOT NULL,
    "smtp_port" INTEGER NOT NULL,
    "smtp_security" TEXT NOT NULL,
    "login_name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "daily_cap" INTEGER NOT NULL DEFAULT 40,
    "ramp_start" INTEGER NOT NULL DEFAULT 10,
    "ramp_step" INTEGER NOT NULL DEFAULT 2,
    "ramp_since" DATE,
    "gap_min_seconds" INTEGER NOT NULL DEFAULT 60,
    "gap_max_seconds" INTEGER NOT NULL DEFAULT 180,
    "provider_daily_limit" INTEGER,
    "uncertain_policy" TEXT NOT NULL DEFAULT 'silence',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "sender_pkey" PRIMARY KEY ("subscription_id","id"),
    CONSTRAINT "sender_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id")
        REFERENCES "mailbox" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "sender_subscription_id_mailbox_id_key" ON "sender" ("subscription_id", "mailbox_id");

-- Its own password where that is not the one with which its mailbox is read. Sealed under the sender's name; what this
-- migration moves stays sealed under its mailbox's.
CREATE TABLE "sender_secret" (
    "subscription_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "sender_secret_pkey" PRIMARY KEY ("subscription_id","sender_id"),
    CONSTRAINT "sender_secret_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id")
        REFERENCES "sender" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- A mailbox that is read, and whose sender sends, by a token of its provider instead of a password
-- (docs/design/sending.md#tokens). Who holds the lease asks the provider for the next access token. Wall clock.
CREATE TABLE "mailbox_grant" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "refresh_sealed" BYTEA NOT NULL,
    "access_sealed" BYTEA,
    "access_until" TIMESTAMPTZ(3),
    "lease_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailbox_grant_pkey" PRIMARY KEY ("subscription_id","mailbox_id"),
    CONSTRAINT "mailbox_grant_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id")
        REFERENCES "mailbox" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "mailbox_grant_access_ends" CHECK (("access_sealed" IS NULL) = ("access_until" IS NULL)),
    CONSTRAINT "mailbox_grant_lease_ends" CHECK (("lease_id" IS NULL) = ("lease_until" IS NULL))
);

-- Every mailbox of earlier releases sends as the person who owns it.
INSERT INTO sender (subscription_id, kind, mailbox_id, address, display_name, smtp_host, smtp_port, smtp_security, login_name,
  time_zone, daily_cap, ramp_start, ramp_step, ramp_since, gap_min_seconds, gap_max_seconds, provider_daily_limit,
  uncertain_policy, created_at)
SELECT subscription_id, 'personal', id, address, display_name, smtp_host, smtp_port, smtp_security,
  coalesce(smtp_login_name, login_name), time_zone, daily_cap, ramp_start, ramp_step, ramp_since, gap_min_seconds,
  gap_max_seconds, provider_daily_limit, uncertain_policy, created_at
FROM mailbox;
INSERT INTO sender_secret (subscription_id, sender_id, sealed, changed_at)
SELECT sender.subscription_id, sender.id, smtp_sealed, changed_at
FROM mailbox_secret JOIN sender USING (subscription_id, mailbox_id) WHERE smtp_sealed IS NOT NULL;

ALTER TABLE mailbox_secret DROP COLUMN smtp_sealed;
ALTER TABLE mailbox
  DROP CONSTRAINT mailbox_encrypted, DROP CONSTRAINT mailbox_gap_ordered, DROP CONSTRAINT mailbox_cap_positive,
  DROP COLUMN display_name, DROP COLUMN smtp_host, DROP COLUMN smtp_port, DROP COLUMN smtp_security,
  DROP COLUMN smtp_login_name, DROP COLUMN time_zone, DROP COLUMN daily_cap, DROP COLUMN ramp_start,
  DROP COLUMN ramp_step, DROP COLUMN ramp_since, DROP COLUMN gap_min_seconds, DROP COLUMN gap_max_seconds,
  DROP COLUMN provider_daily_limit, DROP COLUMN uncertain_policy,
  ADD CONSTRAINT mailbox_encrypted CHECK (imap_security IN ('tls', 'starttls'));
ALTER TABLE sender
  ADD CONSTRAINT sender_kind_known CHECK (kind IN ('personal', 'shared', 'relay')),
  ADD CONSTRAINT sender_of_people_is_read CHECK (kind = 'relay' OR mailbox_id IS NOT NULL),
  ADD CONSTRAINT sender_encrypted CHECK (smtp_security IN ('tls', 'starttls')),
  ADD CONSTRAINT sender_gap_ordered CHECK (gap_min_seconds BETWEEN 0 AND gap_max_seconds),
  ADD CONSTRAINT sender_cap_positive CHECK (daily_cap > 0 AND ramp_start > 0 AND ramp_step >= 0);

-- Sends and slots are the sender's. Its indexes: what left lately, what is under way (one at a time), what nobody knows.
ALTER TABLE send ADD COLUMN sender_id UUID;
UPDATE send SET sender_id = sender.id FROM sender
WHERE (sender.subscription_id, sender.mailbox_id) = (send.subscription_id, send.mailbox_id);
ALTER TABLE send
  ALTER COLUMN sender_id SET NOT NULL,
  DROP COLUMN mailbox_id,
  ADD CONSTRAINT "send_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id")
    REFERENCES "sender" ("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "send_subscription_id_sender_id_sent_at_idx" ON send (subscription_id, sender_id, sent_at);
CREATE UNIQUE INDEX send_one_in_flight_a_sender ON send (subscription_id, sender_id) WHERE state IN ('claimed', 'armed');
CREATE INDEX send_unsettled ON send (subscription_id, sender_id) WHERE state = 'uncertain' AND settled_at IS NULL;

ALTER TABLE mailbox_slot RENAME TO sender_slot;
ALTER TABLE sender_slot RENAME CONSTRAINT "mailbox_slot_pkey" TO "sender_slot_pkey";
ALTER TABLE sender_slot ADD COLUMN sender_id UUID;
UPDATE sender_slot SET sender_id = sender.id FROM sender
WHERE (sender.subscription_id, sender.mailbox_id) = (sender_slot.subscription_id, sender_slot.mailbox_id);
ALTER TABLE sender_slot
  ALTER COLUMN sender_id SET NOT NULL,
  DROP COLUMN mailbox_id,
  ADD CONSTRAINT "sender_slot_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id")
    REFERENCES "sender" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "sender_slot_subscription_id_sender_id_planned_at_idx" ON sender_slot (subscription_id, sender_id, planned_at);

CALL protect_tenant_table('sender');
CALL protect_tenant_table('sender_secret');
CALL protect_tenant_table('mailbox_grant');

-- Whoever shows a mailbox shows its sender's pace.
DO $$
DECLARE
  happening text;
BEGIN
  FOREACH happening IN ARRAY ARRAY['insert', 'update'] LOOP
    EXECUTE format(
      'CREATE TRIGGER announce_%s AFTER %s ON sender REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes(%L, %L)',
      happening, happening, 'mailbox', 'mailbox_id');
  END LOOP;
END $$;

-- Support sees from whom a mail leaves and how fast it may, as it saw of the mailbox.
CREATE POLICY support ON sender FOR SELECT TO refrain_support USING (true);
GRANT SELECT ON sender TO refrain_support;
GRANT SELECT (sender_id) ON send TO refrain_support;
