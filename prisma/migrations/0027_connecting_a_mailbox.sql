-- A mailbox being connected is a run (`connect/<id>`): what was recognised, how one signs in, what is tried, why it waits.

CREATE TABLE "mailbox_connection" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "owner_id" UUID NOT NULL,
    "acted_by_id" UUID NOT NULL,
    "mailbox_id" UUID,
    "address" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "language" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'recognising',
    "reason" TEXT NOT NULL,
    "fault" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "next_look_at" TIMESTAMPTZ(3),
    "provider" TEXT,
    "way" TEXT,
    "recognition" JSONB,
    "settings" JSONB,
    "sealed" BYTEA,
    "smtp_sealed" BYTEA,
    "grant_sealed" BYTEA,
    "access_sealed" BYTEA,
    "access_until" TIMESTAMPTZ(3),
    "test_id" UUID,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailbox_connection_pkey" PRIMARY KEY ("subscription_id", "id"),
    CONSTRAINT "mailbox_connection_stage_check" CHECK ("stage" IN ('recognising', 'choosing', 'signing', 'consent', 'testing', 'mending', 'done', 'withdrawn')),
    CONSTRAINT "mailbox_connection_ended_check" CHECK (("ended_at" IS NOT NULL) = ("stage" IN ('done', 'withdrawn'))),
    -- Secrets are kept no longer than they are tried.
    CONSTRAINT "mailbox_connection_sealed_check" CHECK ("ended_at" IS NULL OR (num_nonnulls("sealed", "smtp_sealed", "grant_sealed", "access_sealed") = 0))
);
ALTER TABLE "mailbox_connection" ADD CONSTRAINT "mailbox_connection_subscription_id_owner_id_fkey" FOREIGN KEY ("subscription_id", "owner_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- An address is connected once at a time: who comes back finds it where it stands.
CREATE UNIQUE INDEX "mailbox_connection_live" ON "mailbox_connection" ("subscription_id", "address") WHERE "ended_at" IS NULL;

CREATE TABLE "connection_event" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "connection_id" UUID NOT NULL,
    "place" BIGINT GENERATED ALWAYS AS IDENTITY,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "connection_event_pkey" PRIMARY KEY ("subscription_id", "id")
);
CREATE INDEX "connection_event_subscription_id_connection_id_at_idx" ON "connection_event" ("subscription_id", "connection_id", "at");
ALTER TABLE "connection_event" ADD CONSTRAINT "connection_event_subscription_id_connection_id_fkey" FOREIGN KEY ("subscription_id", "connection_id") REFERENCES "mailbox_connection"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Somebody sent to a provider's page: bound to her and her session, and used once.
CREATE TABLE "sign_in_visit" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "connection_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state_hash" BYTEA NOT NULL,
    "verifier_sealed" BYTEA,
    "code_sealed" BYTEA,
    "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_visit_pkey" PRIMARY KEY ("subscription_id", "id")
);
CREATE UNIQUE INDEX "sign_in_visit_subscription_id_state_hash_key" ON "sign_in_visit" ("subscription_id", "state_hash");
ALTER TABLE "sign_in_visit" ADD CONSTRAINT "sign_in_visit_subscription_id_connection_id_fkey" FOREIGN KEY ("subscription_id", "connection_id") REFERENCES "mailbox_connection"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What an administrator elsewhere is asked, once a connection.
CREATE TABLE "consent_request" (
    "subscription_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "token_sealed" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "consented_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_request_pkey" PRIMARY KEY ("subscription_id", "connection_id")
);
CREATE UNIQUE INDEX "consent_request_token_hash_key" ON "consent_request" ("token_hash");
ALTER TABLE "consent_request" ADD CONSTRAINT "consent_request_subscription_id_connection_id_fkey" FOREIGN KEY ("subscription_id", "connection_id") REFERENCES "mailbox_connection"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('sign_in_visit');
CALL protect_tenant_table('consent_request');
CALL protect_tenant_table('mailbox_connection');
CALL protect_tenant_table('connection_event');

-- A test may be one of a connection's: its end is what the connection waits for.
ALTER TABLE "connection_test" ADD COLUMN "connection_id" UUID, ADD COLUMN "is_token" BOOLEAN NOT NULL DEFAULT false;

-- The run is started and watched over like any other; support sees where it stands, and no secret, server or typed word.
CREATE POLICY dispatch ON mailbox_connection FOR SELECT TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, owner_id, next_look_at, ended_at) ON mailbox_connection TO refrain_dispatch;
CREATE POLICY support ON mailbox_connection FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, id, owner_id, mailbox_id, address, stage, reason, fault, since, next_look_at, provider, test_id, started_at, ended_at) ON mailbox_connection TO refrain_support;

-- Whoever looks at a connection sees it go on.
CREATE TRIGGER announce_insert AFTER INSERT ON mailbox_connection REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('connect', 'id');
CREATE TRIGGER announce_update AFTER UPDATE ON mailbox_connection REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('connect', 'id');
