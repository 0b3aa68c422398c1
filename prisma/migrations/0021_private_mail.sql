-- Who reads a mail (5.7-9, G-31): what a person marked private; where one mail was found by several mailboxes, all of them; and
-- the addresses that a mailbox has beside its own (5.7-2).

ALTER TABLE "message" ADD COLUMN "private_since" TIMESTAMPTZ(3);
ALTER TABLE "send" ADD COLUMN "private_since" TIMESTAMPTZ(3);

CREATE TABLE "message_copy" (
    "subscription_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "folder" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" BIGINT NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_copy_pkey" PRIMARY KEY ("subscription_id","message_id","mailbox_id")
);
CREATE UNIQUE INDEX "message_copy_subscription_id_mailbox_id_folder_uid_validity_key" ON "message_copy"("subscription_id", "mailbox_id", "folder", "uid_validity", "uid");
ALTER TABLE "message_copy" ADD CONSTRAINT "message_copy_subscription_id_message_id_fkey" FOREIGN KEY ("subscription_id", "message_id") REFERENCES "message"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "message_copy" ADD CONSTRAINT "message_copy_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('message_copy');

CREATE TABLE "mailbox_alias" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "learned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_alias_pkey" PRIMARY KEY ("subscription_id","mailbox_id","address"),
    CONSTRAINT "mailbox_alias_source" CHECK ("source" IN ('sent', 'delivered-to'))
);
ALTER TABLE "mailbox_alias" ADD CONSTRAINT "mailbox_alias_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('mailbox_alias');

-- Support sees that a mail came and what it did to a run; of a private one that it came (5.7-9). No name, no text.
CREATE POLICY support ON message FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, id, direction, verdict, about, send_id, engagement_id, contact_id, company_id, private_since) ON message TO refrain_support;
GRANT SELECT (private_since) ON send TO refrain_support;
