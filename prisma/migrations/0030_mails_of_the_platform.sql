-- The installation writes mails of its own (5.2-22): from its own sender, which is configuration and no row.
ALTER TABLE "send"
    ALTER COLUMN "sender_id" DROP NOT NULL,
    DROP CONSTRAINT "send_kind_known",
    ADD CONSTRAINT "send_kind_known" CHECK ("kind" IN ('step', 'personal', 'test', 'platform')),
    ADD CONSTRAINT "send_has_sender" CHECK (("kind" = 'platform') = ("sender_id" IS NULL));

-- An address that a sender may write as beside its own, once somebody typed back the code that was sent to it (Z-09).
CREATE TABLE "from_address" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "sender_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "code_sealed" BYTEA,
    "code_send_id" UUID,
    "code_until" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "proven_at" TIMESTAMPTZ(3),
    "is_used" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "from_address_pkey" PRIMARY KEY ("subscription_id", "id"),
    -- Nobody writes as an address that nobody proved, and a code is kept no longer than it proves something.
    CONSTRAINT "from_address_used_is_proven" CHECK (NOT "is_used" OR "proven_at" IS NOT NULL),
    CONSTRAINT "from_address_proven_without_code" CHECK ("proven_at" IS NULL OR num_nonnulls("code_sealed", "code_send_id", "code_until") = 0)
);
CREATE UNIQUE INDEX "from_address_subscription_id_sender_id_address_key" ON "from_address" ("subscription_id", "sender_id", "address");
CREATE UNIQUE INDEX "from_address_used_once" ON "from_address" ("subscription_id", "sender_id") WHERE "is_used";
ALTER TABLE "from_address" ADD CONSTRAINT "from_address_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('from_address');

-- What a mail of the platform is about; its text is written when it is claimed, and its send has its fate.
CREATE TABLE "platform_mail" (
    "subscription_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "connection_id" UUID,
    "mailbox_id" UUID,
    "from_address_id" UUID,
    "fault" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_mail_pkey" PRIMARY KEY ("subscription_id", "send_id"),
    CONSTRAINT "platform_mail_kind_known" CHECK ("kind" IN ('consent-request', 'consent-reminder', 'consent-given', 'first-reading', 'from-address-code'))
);
CREATE INDEX "platform_mail_subscription_id_connection_id_idx" ON "platform_mail" ("subscription_id", "connection_id");
-- A mailbox's first reading is confirmed once (Z-15).
CREATE UNIQUE INDEX "platform_mail_first_reading" ON "platform_mail" ("subscription_id", "mailbox_id") WHERE "kind" = 'first-reading';
ALTER TABLE "platform_mail" ADD CONSTRAINT "platform_mail_subscription_id_send_id_fkey" FOREIGN KEY ("subscription_id", "send_id") REFERENCES "send"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "platform_mail" ADD CONSTRAINT "platform_mail_subscription_id_connection_id_fkey" FOREIGN KEY ("subscription_id", "connection_id") REFERENCES "mailbox_connection"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "platform_mail" ADD CONSTRAINT "platform_mail_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "platform_mail" ADD CONSTRAINT "platform_mail_subscription_id_from_address_id_fkey" FOREIGN KEY ("subscription_id", "from_address_id") REFERENCES "from_address"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('platform_mail');

-- Whom an administrator's consent was asked of by mail, and the reminders that follow (C1-16).
ALTER TABLE "consent_request"
    ADD COLUMN "administrator" TEXT,
    ADD COLUMN "mailed_at" TIMESTAMPTZ(3),
    ADD COLUMN "reminders" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "reminders_stopped_at" TIMESTAMPTZ(3),
    ADD CONSTRAINT "consent_request_mailed_to_somebody" CHECK (("administrator" IS NULL) = ("mailed_at" IS NULL));

-- What happened to a connection while nobody looked at its page.
ALTER TABLE "notification" ADD COLUMN "connection_id" UUID;

-- Whoever looks at a connection sees what became of its mails.
CREATE TRIGGER announce_insert AFTER INSERT ON platform_mail REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('connect', 'connection_id');
CREATE TRIGGER announce_update AFTER UPDATE ON platform_mail REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('connect', 'connection_id');

-- The clock of the sandbox stops for a reminder to an administrator, not for a server that is asked again each hour.
GRANT SELECT (stage) ON mailbox_connection TO refrain_dispatch;
