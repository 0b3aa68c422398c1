-- Mailboxes whose deletions are carried over (G-18, R-44). Without a row none is: that is how every mailbox begins.
CREATE TABLE "followed_deletions" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "followed_deletions_pkey" PRIMARY KEY ("subscription_id", "mailbox_id")
);
ALTER TABLE "followed_deletions" ADD CONSTRAINT "followed_deletions_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('followed_deletions');

-- Where a mail was seen last in such a mailbox, and since when it is in none of its folders.
CREATE TABLE "mail_sight" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "folder" TEXT,
    "uid_validity" BIGINT,
    "uid" BIGINT,
    "missing_since" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_sight_pkey" PRIMARY KEY ("subscription_id", "mailbox_id", "message_id"),
    CONSTRAINT "mail_sight_place_is_whole" CHECK (num_nulls("folder", "uid_validity", "uid") IN (0, 3)),
    CONSTRAINT "mail_sight_missing_was_seen" CHECK ("missing_since" IS NULL OR "folder" IS NOT NULL),
    CONSTRAINT "mail_sight_confirmed_was_missing" CHECK ("confirmed_at" IS NULL OR "missing_since" < "confirmed_at")
);
CREATE INDEX "mail_sight_subscription_id_message_id_idx" ON "mail_sight"("subscription_id", "message_id");
ALTER TABLE "mail_sight" ADD CONSTRAINT "mail_sight_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "followed_deletions"("subscription_id", "mailbox_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mail_sight" ADD CONSTRAINT "mail_sight_subscription_id_message_id_fkey" FOREIGN KEY ("subscription_id", "message_id") REFERENCES "message"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('mail_sight');

-- When its deletion on the server was carried over: its row stays, and says nothing any more.
ALTER TABLE "message"
    ADD COLUMN "gone_at" TIMESTAMPTZ(3),
    ADD CONSTRAINT "message_gone_is_empty" CHECK ("gone_at" IS NULL OR num_nonnulls("subject", "text", "visible_text", "html") = 0);
