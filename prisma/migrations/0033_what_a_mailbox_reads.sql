-- What a mailbox reads of what lay there before it was connected, and how far that has come (R-26, Z-34).
CREATE TABLE "mailbox_reading" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "since" DATE,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "first_ended_at" TIMESTAMPTZ(3),
    "links_nightly" BOOLEAN NOT NULL DEFAULT true,
    "nightly_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailbox_reading_pkey" PRIMARY KEY ("subscription_id", "mailbox_id"),
    CONSTRAINT "mailbox_reading_first_end_stays" CHECK ("ended_at" IS NULL OR "first_ended_at" IS NOT NULL)
);
ALTER TABLE "mailbox_reading" ADD CONSTRAINT "mailbox_reading_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('mailbox_reading');

-- What a folder is for (G-12), how much lies in it, and how far its older mail was read.
ALTER TABLE "mailbox_folder"
    ADD COLUMN "role" TEXT,
    ADD COLUMN "role_by" TEXT,
    ADD COLUMN "selectable" BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN "mails" INTEGER,
    ADD COLUMN "listed_at" TIMESTAMPTZ(3),
    ADD COLUMN "missing_since" TIMESTAMPTZ(3),
    ADD COLUMN "is_imported" BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN "history_end" BIGINT,
    ADD COLUMN "history_read_from" DATE,
    ADD COLUMN "history_read_whole" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "history_below" BIGINT,
    ADD COLUMN "history_total" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "history_read" INTEGER NOT NULL DEFAULT 0,
    ADD CONSTRAINT "mailbox_folder_role_known" CHECK ("role" IN ('inbox', 'sent', 'junk', 'drafts', 'trash', 'archive')),
    ADD CONSTRAINT "mailbox_folder_role_has_source" CHECK (("role" IS NULL AND ("role_by" IS NULL OR "role_by" = 'person')) OR "role_by" IN ('server', 'name', 'person'));
-- A role has one folder at a time.
CREATE UNIQUE INDEX "mailbox_folder_role" ON "mailbox_folder" ("subscription_id", "mailbox_id", "role") WHERE "role" IS NOT NULL;
