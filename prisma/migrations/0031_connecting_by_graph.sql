-- A connection that sends through Microsoft Graph holds an access token for it beside that of its mailbox (D-65).
ALTER TABLE "mailbox_connection"
    ADD COLUMN "graph_sealed" BYTEA,
    ADD COLUMN "graph_until" TIMESTAMPTZ(3),
    -- What the search found, where a person named another provider: going back to it asks nobody again.
    ADD COLUMN "searched" JSONB,
    -- Secrets are kept no longer than they are tried.
    DROP CONSTRAINT "mailbox_connection_sealed_check",
    ADD CONSTRAINT "mailbox_connection_sealed_check" CHECK ("ended_at" IS NULL OR (num_nonnulls("sealed", "smtp_sealed", "grant_sealed", "access_sealed", "graph_sealed") = 0));

-- An administrator consents to what he was asked for: to mail, or to Graph as well.
ALTER TABLE "consent_request"
    ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'mail',
    ADD CONSTRAINT "consent_request_purpose_known" CHECK ("purpose" IN ('mail', 'mail-and-graph'));

-- When a person began tests of connections (wall clock): how many she may still make. Tests are deleted, this is not.
CREATE TABLE "test_begun" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "test_begun_pkey" PRIMARY KEY ("subscription_id", "id")
);
CREATE INDEX "test_begun_subscription_id_user_id_at_idx" ON "test_begun" ("subscription_id", "user_id", "at");
CALL protect_tenant_table('test_begun');
