-- Tracking: whose mail a ticket stands in, who chose what is measured, the hits and what they were judged to be (docs/design/tracking.md).

SET LOCAL search_path TO public;
-- AlterTable
ALTER TABLE "sequence_version" ADD COLUMN     "click_succeeds" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "measuring_settings" (
    "subscription_id" UUID NOT NULL,
    "measures_opens" BOOLEAN NOT NULL DEFAULT false,
    "measures_clicks" BOOLEAN NOT NULL DEFAULT true,
    "excluded_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by_id" UUID NOT NULL,

    CONSTRAINT "measuring_settings_pkey" PRIMARY KEY ("subscription_id")
);

-- CreateTable
CREATE TABLE "tracking_domain" (
    "subscription_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "fault" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "set_by_id" UUID NOT NULL,

    CONSTRAINT "tracking_domain_pkey" PRIMARY KEY ("subscription_id")
);

-- CreateTable
CREATE TABLE "measuring_choice" (
    "subscription_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "opens" TEXT NOT NULL DEFAULT 'unknown',
    "clicks" TEXT NOT NULL DEFAULT 'unknown',
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "chosen_by_id" UUID,

    CONSTRAINT "measuring_choice_pkey" PRIMARY KEY ("subscription_id","contact_id")
);

-- CreateTable
CREATE TABLE "measuring_refusal" (
    "subscription_id" UUID NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "measuring_refusal_pkey" PRIMARY KEY ("subscription_id","address_hash")
);

-- CreateTable
CREATE TABLE "tracked_link" (
    "subscription_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "tracked_link_pkey" PRIMARY KEY ("subscription_id","send_id","number")
);

-- CreateTable
CREATE TABLE "hit" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "use" TEXT NOT NULL,
    "send_id" UUID,
    "issue_id" UUID,
    "place" INTEGER,
    "link" INTEGER,
    "method" TEXT NOT NULL,
    "network" TEXT,
    "user_agent" TEXT,
    "purpose" TEXT,
    "is_raw" BOOLEAN NOT NULL DEFAULT true,
    "verdict" TEXT,
    "evidence" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "rules" INTEGER,

    CONSTRAINT "hit_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateIndex
CREATE INDEX "hit_subscription_id_send_id_idx" ON "hit"("subscription_id", "send_id");

-- CreateIndex
CREATE INDEX "hit_subscription_id_issue_id_place_idx" ON "hit"("subscription_id", "issue_id", "place");

-- CreateIndex
CREATE INDEX "hit_at_idx" ON "hit" USING BRIN ("at");

-- AddForeignKey
ALTER TABLE "measuring_choice" ADD CONSTRAINT "measuring_choice_subscription_id_contact_id_fkey" FOREIGN KEY ("subscription_id", "contact_id") REFERENCES "contact"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracked_link" ADD CONSTRAINT "tracked_link_subscription_id_send_id_fkey" FOREIGN KEY ("subscription_id", "send_id") REFERENCES "send"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_issue_id_key" ON "newsletter_issue"("id");

-- The tickets of a newsletter name issue and place alone, so that they fit a local part. Whoever holds one is in no subscription yet:
-- this answers in which the issue is, an id for an id.
CREATE FUNCTION subscription_of_issue(issue uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT newsletter_issue.subscription_id FROM public.newsletter_issue WHERE newsletter_issue.id = issue $$;
REVOKE ALL ON FUNCTION subscription_of_issue(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subscription_of_issue(uuid) TO refrain_app;

ALTER TABLE "measuring_choice"
    ADD CONSTRAINT "measuring_choice_known" CHECK ("opens" IN ('yes', 'no', 'unknown') AND "clicks" IN ('yes', 'no', 'unknown')),
    ADD CONSTRAINT "measuring_choice_has_its_source" CHECK ("source" IN ('page', 'user', 'support') AND ("source" = 'page') = ("chosen_by_id" IS NULL));
ALTER TABLE "tracking_domain"
    ADD CONSTRAINT "tracking_domain_state_known" CHECK ("state" IN ('checking', 'right', 'wrong') AND ("state" = 'wrong') = ("fault" IS NOT NULL));
-- No foreign key: a hit is written whatever became of its mail since, and many are written at once.
ALTER TABLE "hit"
    ADD CONSTRAINT "hit_use_known" CHECK ("use" IN ('open', 'click') AND ("use" = 'click') = ("link" IS NOT NULL)),
    ADD CONSTRAINT "hit_is_of_one_mail" CHECK (("send_id" IS NULL) <> ("issue_id" IS NULL) AND ("issue_id" IS NULL) = ("place" IS NULL)),
    ADD CONSTRAINT "hit_verdict_known" CHECK ("verdict" IN ('person', 'probable', 'machine', 'unknown') AND ("verdict" IS NULL) = ("rules" IS NULL)),
    ADD CONSTRAINT "hit_of_nobody_keeps_nothing" CHECK (("place" IS DISTINCT FROM 0 OR NOT "is_raw") AND ("is_raw" OR ("network" IS NULL AND "user_agent" IS NULL AND "purpose" IS NULL)));
CREATE INDEX "hit_unjudged" ON "hit" ("at") WHERE "verdict" IS NULL;
-- One subdomain shows the links of one subscription.
CREATE UNIQUE INDEX "tracking_domain_right_host" ON "tracking_domain" ("host") WHERE "state" = 'right';

CALL protect_tenant_table('measuring_settings');
CALL protect_tenant_table('tracking_domain');
CALL protect_tenant_table('measuring_choice');
CALL protect_tenant_table('measuring_refusal');
CALL protect_tenant_table('tracked_link');
CALL protect_tenant_table('hit');

-- Whoever judges finds which mails have hits to be judged, and whoever prunes empties and deletes old ones; neither reads from where
-- they came.
CREATE POLICY dispatch ON hit TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, at, send_id, issue_id, place, is_raw, verdict, rules), UPDATE (network, user_agent, purpose, is_raw), DELETE ON hit TO refrain_dispatch;
CREATE POLICY dispatch ON tracking_domain FOR SELECT TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, next_check_at) ON tracking_domain TO refrain_dispatch;

CREATE TRIGGER announce_insert AFTER INSERT ON tracking_domain REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('measuring', 'subscription_id');
CREATE TRIGGER announce_update AFTER UPDATE ON tracking_domain REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('measuring', 'subscription_id');
CREATE TRIGGER announce_insert AFTER INSERT ON measuring_settings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('measuring', 'subscription_id');
CREATE TRIGGER announce_update AFTER UPDATE ON measuring_settings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('measuring', 'subscription_id');
