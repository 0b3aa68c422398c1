-- Newsletters: what recurs, who subscribed, the issues with their parts, places and windows (docs/design/relays.md).

SET LOCAL search_path TO public;
-- AlterTable
ALTER TABLE "send" ADD COLUMN     "issue_id" UUID,
ADD COLUMN     "place" INTEGER;

-- CreateTable
CREATE TABLE "newsletter" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'fr',
    "owner_id" UUID NOT NULL,
    "activated_at" TIMESTAMPTZ(3),
    "recurrence" JSONB NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "closed_days" TEXT NOT NULL DEFAULT 'leave',
    "repeats_content" BOOLEAN NOT NULL DEFAULT false,
    "observation_days" INTEGER NOT NULL DEFAULT 7,
    "reply_succeeds" BOOLEAN NOT NULL DEFAULT true,
    "click_succeeds" BOOLEAN NOT NULL DEFAULT true,
    "gap_min_seconds" INTEGER NOT NULL DEFAULT 8,
    "gap_max_seconds" INTEGER NOT NULL DEFAULT 20,
    "subject" TEXT NOT NULL DEFAULT '',
    "preview_text" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,
    "content_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "imprint" TEXT NOT NULL DEFAULT '',
    "on_success" JSONB NOT NULL DEFAULT '[]',
    "on_failure" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "next_date" DATE,
    "next_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "newsletter_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "newsletter_subscriber" (
    "subscription_id" UUID NOT NULL,
    "newsletter_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "sender_id" UUID,
    "subscribed_at" TIMESTAMPTZ(3) NOT NULL,
    "subscribed_by_id" UUID,
    "unsubscribed_at" TIMESTAMPTZ(3),
    "unsubscribe_cause" TEXT,
    "unsubscribed_by_id" UUID,
    "ground" TEXT NOT NULL DEFAULT 'informed',
    "consented_on" DATE,
    "consent_means" TEXT,
    "consent_words" TEXT,
    "consent_by_id" UUID,

    CONSTRAINT "newsletter_subscriber_pkey" PRIMARY KEY ("subscription_id","newsletter_id","contact_id")
);

-- CreateTable
CREATE TABLE "missed_issue" (
    "subscription_id" UUID NOT NULL,
    "newsletter_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "missed_issue_pkey" PRIMARY KEY ("subscription_id","newsletter_id","date")
);

-- CreateTable
CREATE TABLE "newsletter_issue" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "newsletter_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'preparing',
    "reason" TEXT,
    "reason_until" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),
    "subject" TEXT,
    "preview_text" TEXT,
    "content" JSONB,
    "imprint" TEXT,
    "language" TEXT NOT NULL,
    "reply_succeeds" BOOLEAN NOT NULL DEFAULT true,
    "click_succeeds" BOOLEAN NOT NULL DEFAULT true,
    "on_success" JSONB NOT NULL DEFAULT '[]',
    "on_failure" JSONB NOT NULL DEFAULT '[]',
    "observation_days" INTEGER NOT NULL DEFAULT 7,
    "gap_min_seconds" INTEGER NOT NULL DEFAULT 8,
    "gap_max_seconds" INTEGER NOT NULL DEFAULT 20,
    "recipients" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "snapshot_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "paused_by_id" UUID,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_by_id" UUID,
    "left_at" TIMESTAMPTZ(3),
    "observed_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "newsletter_issue_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "issue_link" (
    "subscription_id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "is_tracked" BOOLEAN NOT NULL,

    CONSTRAINT "issue_link_pkey" PRIMARY KEY ("subscription_id","issue_id","number")
);

-- CreateTable
CREATE TABLE "issue_part" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "issue_id" UUID NOT NULL,
    "sender_id" UUID,
    "mode" TEXT NOT NULL,
    "first_place" INTEGER NOT NULL,
    "last_place" INTEGER NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "reason_until" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL,
    "next_look_at" TIMESTAMPTZ(3),
    "last_window" INTEGER NOT NULL DEFAULT 0,
    "next_place" INTEGER NOT NULL,
    "rate" INTEGER,
    "rate_since" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "issue_part_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "issue_place" (
    "subscription_id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "contact_id" UUID,
    "address" TEXT,
    "address_hash" BYTEA NOT NULL,
    "variables" JSONB,
    "opens" TEXT NOT NULL DEFAULT 'anonymous',
    "measures_clicks" BOOLEAN NOT NULL DEFAULT true,
    "left_out" TEXT,
    "send_id" UUID,

    CONSTRAINT "issue_place_pkey" PRIMARY KEY ("subscription_id","issue_id","place")
);

-- CreateTable
CREATE TABLE "issue_window" (
    "subscription_id" UUID NOT NULL,
    "part_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fence" INTEGER NOT NULL,
    "first_place" INTEGER NOT NULL,
    "last_place" INTEGER NOT NULL,
    "armed_at" TIMESTAMPTZ(3) NOT NULL,
    "armed_wall_at" TIMESTAMPTZ(3) NOT NULL,
    "outcomes" TEXT NOT NULL,
    "details" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "server_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "issue_window_pkey" PRIMARY KEY ("subscription_id","part_id","number")
);

-- CreateIndex
CREATE INDEX "newsletter_subscriber_subscription_id_contact_id_idx" ON "newsletter_subscriber"("subscription_id", "contact_id");

-- CreateIndex
CREATE INDEX "newsletter_subscriber_subscription_id_sender_id_idx" ON "newsletter_subscriber"("subscription_id", "sender_id");

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_issue_subscription_id_newsletter_id_date_key" ON "newsletter_issue"("subscription_id", "newsletter_id", "date");

-- CreateIndex
CREATE INDEX "issue_part_subscription_id_issue_id_idx" ON "issue_part"("subscription_id", "issue_id");

-- CreateIndex
CREATE INDEX "issue_part_subscription_id_sender_id_idx" ON "issue_part"("subscription_id", "sender_id");

-- CreateIndex
CREATE INDEX "issue_place_subscription_id_issue_id_address_hash_idx" ON "issue_place"("subscription_id", "issue_id", "address_hash");

-- CreateIndex
CREATE INDEX "issue_place_subscription_id_contact_id_idx" ON "issue_place"("subscription_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "send_subscription_id_issue_id_place_key" ON "send"("subscription_id", "issue_id", "place");

-- AddForeignKey
ALTER TABLE "newsletter" ADD CONSTRAINT "newsletter_subscription_id_owner_id_fkey" FOREIGN KEY ("subscription_id", "owner_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_subscriber" ADD CONSTRAINT "newsletter_subscriber_subscription_id_newsletter_id_fkey" FOREIGN KEY ("subscription_id", "newsletter_id") REFERENCES "newsletter"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_subscriber" ADD CONSTRAINT "newsletter_subscriber_subscription_id_contact_id_fkey" FOREIGN KEY ("subscription_id", "contact_id") REFERENCES "contact"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_subscriber" ADD CONSTRAINT "newsletter_subscriber_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "missed_issue" ADD CONSTRAINT "missed_issue_subscription_id_newsletter_id_fkey" FOREIGN KEY ("subscription_id", "newsletter_id") REFERENCES "newsletter"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_issue" ADD CONSTRAINT "newsletter_issue_subscription_id_newsletter_id_fkey" FOREIGN KEY ("subscription_id", "newsletter_id") REFERENCES "newsletter"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_link" ADD CONSTRAINT "issue_link_subscription_id_issue_id_fkey" FOREIGN KEY ("subscription_id", "issue_id") REFERENCES "newsletter_issue"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_part" ADD CONSTRAINT "issue_part_subscription_id_issue_id_fkey" FOREIGN KEY ("subscription_id", "issue_id") REFERENCES "newsletter_issue"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_part" ADD CONSTRAINT "issue_part_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_place" ADD CONSTRAINT "issue_place_subscription_id_issue_id_fkey" FOREIGN KEY ("subscription_id", "issue_id") REFERENCES "newsletter_issue"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_window" ADD CONSTRAINT "issue_window_subscription_id_part_id_fkey" FOREIGN KEY ("subscription_id", "part_id") REFERENCES "issue_part"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "send" ADD CONSTRAINT "send_subscription_id_issue_id_fkey" FOREIGN KEY ("subscription_id", "issue_id") REFERENCES "newsletter_issue"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "send"
    DROP CONSTRAINT "send_kind_known",
    ADD CONSTRAINT "send_kind_known" CHECK ("kind" IN ('step', 'personal', 'test', 'platform', 'issue')),
    ADD CONSTRAINT "send_of_issue_has_place" CHECK (("kind" = 'issue') = ("issue_id" IS NOT NULL) AND ("issue_id" IS NULL) = ("place" IS NULL));
ALTER TABLE "newsletter"
    ADD CONSTRAINT "newsletter_closed_days_known" CHECK ("closed_days" IN ('leave', 'next-working-day')),
    ADD CONSTRAINT "newsletter_waits_for_both" CHECK (("next_date" IS NULL) = ("next_at" IS NULL)),
    ADD CONSTRAINT "newsletter_gap" CHECK ("gap_min_seconds" BETWEEN 1 AND "gap_max_seconds");
ALTER TABLE "newsletter_subscriber"
    ADD CONSTRAINT "newsletter_subscriber_unsubscribed_by_something" CHECK (("unsubscribed_at" IS NULL) = ("unsubscribe_cause" IS NULL)),
    ADD CONSTRAINT "newsletter_subscriber_cause_known" CHECK ("unsubscribe_cause" IN ('link', 'one-click', 'stop', 'settings', 'automation', 'everything')),
    ADD CONSTRAINT "newsletter_subscriber_consent_is_recorded" CHECK ("ground" = 'informed' OR "ground" = 'consent' AND "consented_on" IS NOT NULL);
ALTER TABLE "newsletter_issue"
    ADD CONSTRAINT "newsletter_issue_state_known" CHECK ("state" IN ('preparing', 'asking', 'leaving', 'paused', 'observing', 'ended', 'stopped'));
ALTER TABLE "issue_part"
    ADD CONSTRAINT "issue_part_mode_known" CHECK ("mode" IN ('windows', 'errands')),
    ADD CONSTRAINT "issue_part_state_known" CHECK ("state" IN ('waiting', 'leaving', 'blocked', 'done'));
ALTER TABLE "issue_place"
    ADD CONSTRAINT "issue_place_opens_known" CHECK ("opens" IN ('identified', 'anonymous', 'none'));
ALTER TABLE "issue_window"
    ADD CONSTRAINT "issue_window_holds_a_letter_a_place" CHECK (length("outcomes") = "last_place" - "first_place" + 1);

CALL protect_tenant_table('newsletter');
CALL protect_tenant_table('newsletter_subscriber');
CALL protect_tenant_table('missed_issue');
CALL protect_tenant_table('newsletter_issue');
CALL protect_tenant_table('issue_link');
CALL protect_tenant_table('issue_part');
CALL protect_tenant_table('issue_place');
CALL protect_tenant_table('issue_window');

-- Lists, editors and sheets show themselves anew. Who subscribed is told by the newsletter; her sheet follows its events.
CREATE TRIGGER announce_insert AFTER INSERT ON newsletter REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('newsletter', 'id');
CREATE TRIGGER announce_update AFTER UPDATE ON newsletter REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('newsletter', 'id');
CREATE TRIGGER announce_insert AFTER INSERT ON newsletter_subscriber REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('newsletter', 'newsletter_id');
CREATE TRIGGER announce_update AFTER UPDATE ON newsletter_subscriber REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('newsletter', 'newsletter_id');
CREATE TRIGGER announce_delete AFTER DELETE ON newsletter_subscriber REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('newsletter', 'newsletter_id');
