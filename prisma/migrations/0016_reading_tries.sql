-- Mails that somebody began to read: a mail that ends the whole process each time it is read is met a few times, not for ever.

CREATE TABLE "reading_try" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "folder" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" BIGINT NOT NULL,
    "tries" SMALLINT NOT NULL DEFAULT 1,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reading_try_pkey" PRIMARY KEY ("subscription_id","mailbox_id","folder","uid_validity","uid")
);

ALTER TABLE "reading_try" ADD CONSTRAINT "reading_try_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('reading_try');
