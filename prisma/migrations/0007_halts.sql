-- What holds the sends of more than one run: a database that came back from a backup, and halts that support sets (5.7-24).

-- A proven restore, of the installation: ids and instants only. Numbered from 1, so that two runs which prove the same one
-- write one row.
CREATE TABLE "restore_incident" (
    "number" INTEGER NOT NULL,
    "proven_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "lost_since" TIMESTAMPTZ(3) NOT NULL,
    "proven_by" TEXT NOT NULL,
    "mailbox_id" UUID,
    "send_id" UUID,

    CONSTRAINT "restore_incident_pkey" PRIMARY KEY ("number"),
    CONSTRAINT "restore_incident_number_check" CHECK ("number" > 0),
    CONSTRAINT "restore_incident_proven_by_check" CHECK ("proven_by" IN ('database', 'run', 'sent-folder', 'command'))
);

-- A halt of the whole installation.
CREATE TABLE "installation_halt" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "reason" TEXT NOT NULL,
    "set_by_id" UUID NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_halt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "installation_halt_standing" ON "installation_halt" ("set_at") WHERE "lifted_at" IS NULL;

-- A halt inside one subscription. `subject_id` names the sequence or mailbox, `domain` the recipients' domain.
CREATE TABLE "halt" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "scope" TEXT NOT NULL,
    "subject_id" UUID,
    "domain" TEXT,
    "reason" TEXT NOT NULL,
    "set_by_id" UUID NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "halt_pkey" PRIMARY KEY ("subscription_id", "id"),
    CONSTRAINT "halt_scope_check" CHECK (
        ("scope" IN ('sequence', 'mailbox') AND "subject_id" IS NOT NULL AND "domain" IS NULL)
        OR ("scope" = 'domain' AND "subject_id" IS NULL AND "domain" IS NOT NULL)
        OR ("scope" = 'subscription' AND "subject_id" IS NULL AND "domain" IS NULL))
);
CREATE INDEX "halt_standing" ON "halt" ("subscription_id", "set_at") WHERE "lifted_at" IS NULL;

-- How far a mailbox was read back after an incident, what it proved, and since when it may send again.
CREATE TABLE "mailbox_read_back" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "incident" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "had_sent_folder" BOOLEAN NOT NULL,
    "found_steps" INTEGER NOT NULL,
    "found_unknown" INTEGER NOT NULL,
    "found_replies" INTEGER NOT NULL,
    "found_objections" INTEGER NOT NULL,
    "reopened_at" TIMESTAMPTZ(3),
    "reopened_by_id" UUID,

    CONSTRAINT "mailbox_read_back_pkey" PRIMARY KEY ("subscription_id", "mailbox_id", "incident"),
    CONSTRAINT "mailbox_read_back_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id")
        REFERENCES "mailbox" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- A mail of ours that lies in a Sent folder and that no row knows: the database lost it. Ids and its instant only.
CREATE TABLE "unknown_sent_mail" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unknown_sent_mail_pkey" PRIMARY KEY ("subscription_id", "mailbox_id", "send_id"),
    CONSTRAINT "unknown_sent_mail_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id")
        REFERENCES "mailbox" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

CALL protect_tenant_table('halt');
CALL protect_tenant_table('mailbox_read_back');
CALL protect_tenant_table('unknown_sent_mail');

-- The installation's own two are read by all and written under a role of their own: no run holds the others.
GRANT SELECT ON restore_incident, installation_halt TO refrain_app, refrain_support, refrain_halt;
GRANT USAGE ON SCHEMA public TO refrain_halt;
GRANT SELECT ON installation TO refrain_halt;
GRANT INSERT ON restore_incident, installation_halt TO refrain_halt;
GRANT UPDATE (lifted_by_id, lifted_at) ON installation_halt TO refrain_halt;

DO $$
DECLARE
  seen_table text;
BEGIN
  FOREACH seen_table IN ARRAY ARRAY['halt', 'mailbox_read_back', 'unknown_sent_mail'] LOOP
    EXECUTE format('CREATE POLICY support ON %I FOR SELECT TO refrain_support USING (true)', seen_table);
    EXECUTE format('GRANT SELECT ON %I TO refrain_support', seen_table);
  END LOOP;
END $$;

-- What an earlier release halted for ever is an incident like any other; its backup is no older than a month.
INSERT INTO restore_incident (number, proven_at, lost_since, proven_by)
SELECT 1, sends_halted_at, sends_halted_at - interval '30 days', 'run' FROM installation WHERE sends_halted_at IS NOT NULL;
ALTER TABLE installation DROP COLUMN sends_halted_at;

-- Which database this is, as PostgreSQL itself numbers it: one that was restored is another.
ALTER TABLE installation ADD COLUMN fingerprint TEXT;
GRANT UPDATE (fingerprint) ON installation TO refrain_halt;
