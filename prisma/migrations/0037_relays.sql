-- *Configurateur SMTP* is switched on for a subscription by support (E-16): who, when, and until when.
CREATE TABLE "relay_activation" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "on_by_id" UUID,
    "on_at" TIMESTAMPTZ(3) NOT NULL,
    "off_by_id" UUID,
    "off_at" TIMESTAMPTZ(3),

    CONSTRAINT "relay_activation_pkey" PRIMARY KEY ("subscription_id", "id"),
    CONSTRAINT "relay_activation_ends_by_somebody" CHECK (("off_at" IS NULL) = ("off_by_id" IS NULL))
);
-- Two members of support who press at once switch it on once.
CREATE UNIQUE INDEX "relay_activation_standing" ON "relay_activation" ("subscription_id") WHERE "off_at" IS NULL;

CALL protect_tenant_table('relay_activation');
CREATE POLICY support ON relay_activation FOR SELECT TO refrain_support USING (true);
GRANT SELECT ON relay_activation TO refrain_support;

-- Who has a relay, or is setting one up, keeps it.
INSERT INTO relay_activation (subscription_id, on_at)
SELECT subscription_id, transaction_timestamp() FROM sender WHERE kind = 'relay' AND deleted_at IS NULL
UNION
SELECT subscription_id, transaction_timestamp() FROM mailbox_connection WHERE is_relay AND stage <> 'done';

-- Where a sender's proof is read: its own mailbox, or of a relay, which has none, one that is read beside it (E-17).
ALTER TABLE "sender_proof" ADD COLUMN "mailbox_id" UUID;
UPDATE sender_proof SET mailbox_id = sender.mailbox_id FROM sender
WHERE (sender.subscription_id, sender.id) = (sender_proof.subscription_id, sender_proof.sender_id);
ALTER TABLE "sender_proof" ALTER COLUMN "mailbox_id" SET NOT NULL,
    ADD CONSTRAINT "sender_proof_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id")
        REFERENCES "mailbox" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What comes back to the platform's own address: how far its mailbox was read. Of the installation, one row.
CREATE TABLE "platform_inbox" (
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "account" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "last_uid" BIGINT NOT NULL,
    "begun_uid" BIGINT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_inbox_pkey" PRIMARY KEY ("singleton"),
    CONSTRAINT "platform_inbox_singleton_check" CHECK ("singleton")
);
GRANT SELECT, INSERT, UPDATE ON platform_inbox TO refrain_dispatch;

-- A mail of the platform that came back (its send says that a server took it), and whose it is, by its id alone.
ALTER TABLE "platform_mail" ADD COLUMN "returned_at" TIMESTAMPTZ(3);
CREATE INDEX send_of_platform ON send (id) WHERE kind = 'platform';
