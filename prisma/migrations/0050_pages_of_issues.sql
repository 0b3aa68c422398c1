-- Results of an issue of many recipients read the few places that differ from the others (docs/design/issue-results.md#facts); and
-- what people did to an issue is kept for its history.

SET LOCAL search_path TO public;

CREATE INDEX "issue_place_identified" ON "issue_place" ("subscription_id", "issue_id", "place") WHERE "opens" = 'identified';
CREATE INDEX "issue_place_unmeasured" ON "issue_place" ("subscription_id", "issue_id", "place") WHERE NOT "measures_clicks";
-- A window is found by a place in it: it holds a hundred at most (newsletterLimits.windowAtMost), but for what a restore doubted.
CREATE INDEX "issue_window_places" ON "issue_window" ("subscription_id", "part_id", "first_place");
CREATE INDEX "issue_window_long" ON "issue_window" ("subscription_id", "part_id") WHERE "last_place" - "first_place" >= 100;

-- CreateTable
CREATE TABLE "issue_act" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "issue_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "by_support" BOOLEAN NOT NULL DEFAULT false,
    "people" INTEGER NOT NULL,
    "from_name" TEXT,
    "to_name" TEXT,

    CONSTRAINT "issue_act_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateIndex
CREATE INDEX "issue_act_subscription_id_issue_id_at_idx" ON "issue_act"("subscription_id", "issue_id", "at");

-- AddForeignKey
ALTER TABLE "issue_act" ADD CONSTRAINT "issue_act_subscription_id_issue_id_fkey" FOREIGN KEY ("subscription_id", "issue_id") REFERENCES "newsletter_issue"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "issue_act"
    ADD CONSTRAINT "issue_act_kind_known" CHECK ("kind" IN ('confirmed', 'paused', 'resumed', 'stopped', 'sender-changed', 'sent-again')),
    ADD CONSTRAINT "issue_act_names_senders" CHECK (("kind" = 'sender-changed') = ("to_name" IS NOT NULL));

CALL protect_tenant_table('issue_act');
