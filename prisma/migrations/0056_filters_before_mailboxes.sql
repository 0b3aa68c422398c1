-- Where domains that we write to receive: what filter stands before their mailboxes is one sign among those a hit is judged by
-- (docs/design/tracking.md#filters).

SET LOCAL search_path TO public;
-- CreateTable
CREATE TABLE "recipient_domain" (
    "subscription_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "exchangers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "next_ask_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "recipient_domain_pkey" PRIMARY KEY ("subscription_id","domain")
);

-- CreateIndex
CREATE INDEX "recipient_domain_noted_at_idx" ON "recipient_domain"("noted_at");

CALL protect_tenant_table('recipient_domain');

-- Whoever asks finds which are due, a share of each subscription's, and deletes those that nobody wrote to for long.
CREATE POLICY dispatch ON recipient_domain TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, domain, noted_at, next_ask_at), DELETE ON recipient_domain TO refrain_dispatch;
CREATE INDEX "recipient_domain_due" ON "recipient_domain" ("subscription_id", "next_ask_at") WHERE "next_ask_at" IS NOT NULL;
