-- What a domain that somebody sends from publishes is a run (`domain/<id>`): read again by itself until it is right (E-17).

CREATE TABLE "sending_domain" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "reason" TEXT NOT NULL DEFAULT 'domain-reading',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "reading" JSONB,
    "read_at" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sending_domain_pkey" PRIMARY KEY ("subscription_id", "id"),
    CONSTRAINT "sending_domain_state_check" CHECK ("state" IN ('new', 'right', 'to-publish', 'unread', 'nothing-to-publish')),
    CONSTRAINT "sending_domain_domain_check" CHECK ("domain" = lower("domain"))
);
-- A domain is read once, however many send from it.
CREATE UNIQUE INDEX "sending_domain_live" ON "sending_domain" ("subscription_id", "domain") WHERE "ended_at" IS NULL;

CREATE TABLE "sending_domain_event" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain_id" UUID NOT NULL,
    "place" BIGINT GENERATED ALWAYS AS IDENTITY,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "sending_domain_event_pkey" PRIMARY KEY ("subscription_id", "id")
);
CREATE INDEX "sending_domain_event_subscription_id_domain_id_place_idx" ON "sending_domain_event" ("subscription_id", "domain_id", "place");
ALTER TABLE "sending_domain_event" ADD CONSTRAINT "sending_domain_event_subscription_id_domain_id_fkey" FOREIGN KEY ("subscription_id", "domain_id") REFERENCES "sending_domain"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a receiving server said of a sender's last mail to itself; its head stays no longer than until it is read.
CREATE TABLE "sender_proof" (
    "subscription_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "arrived_at" TIMESTAMPTZ(3),
    "arrived_in_junk" BOOLEAN NOT NULL DEFAULT false,
    "head" BYTEA,
    "results" JSONB,
    "results_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "sender_proof_pkey" PRIMARY KEY ("subscription_id", "sender_id"),
    CONSTRAINT "sender_proof_head_check" CHECK ("head" IS NULL OR "arrived_at" IS NOT NULL)
);
ALTER TABLE "sender_proof" ADD CONSTRAINT "sender_proof_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Asked of each mail of ours that comes back to its own mailbox.
CREATE INDEX "sender_proof_subscription_id_send_id_idx" ON "sender_proof" ("subscription_id", "send_id");

CALL protect_tenant_table('sending_domain');
CALL protect_tenant_table('sending_domain_event');
CALL protect_tenant_table('sender_proof');

-- The run is started and watched over like any other; support sees where it stands, and neither the domain nor its records.
CREATE POLICY dispatch ON sending_domain FOR SELECT TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, next_look_at, ended_at) ON sending_domain TO refrain_dispatch;
CREATE POLICY support ON sending_domain FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, id, state, reason, since, next_look_at, started_at, ended_at) ON sending_domain TO refrain_support;

-- Whoever looks at *Délivrabilité* sees it go on.
CREATE TRIGGER announce_insert AFTER INSERT ON sending_domain REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('domain', 'id');
CREATE TRIGGER announce_update AFTER UPDATE ON sending_domain REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('domain', 'id');

-- Whoever sends already: the sweep finds these rows without a run and starts it.
INSERT INTO sending_domain (subscription_id, domain, since, started_at, next_look_at)
    SELECT DISTINCT sender.subscription_id, split_part(lower(sender.address), '@', 2), domain_now(), domain_now(), domain_now()
    FROM sender LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (sender.subscription_id, sender.mailbox_id)
    WHERE mailbox.deleted_at IS NULL AND split_part(sender.address, '@', 2) <> '';
