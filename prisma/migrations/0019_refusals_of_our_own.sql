-- What servers refuse because of us (5.7-4): incidents that hold sends of a sender, and the sends that met them.

-- One incident: of the sender itself, towards one domain of recipients, or of its first contacts by rate.
CREATE TABLE "sender_refusal" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "sender_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "domain" TEXT,
    "code" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "status" TEXT,
    "words" TEXT,
    "is_reported" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "probe_send_id" UUID,
    "probe_left_at" TIMESTAMPTZ(3),
    "refused_sends" INTEGER,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,
    "lifted_by_id" UUID,

    CONSTRAINT "sender_refusal_pkey" PRIMARY KEY ("subscription_id", "id"),
    CONSTRAINT "sender_refusal_scope_check" CHECK (
        ("scope" = 'domain' AND "domain" IS NOT NULL AND "next_try_at" IS NOT NULL)
        OR ("scope" = 'sender' AND "domain" IS NULL AND "next_try_at" IS NOT NULL)
        OR ("scope" = 'first-contacts' AND "domain" IS NULL AND "next_try_at" IS NULL AND "refused_sends" IS NOT NULL)),
    CONSTRAINT "sender_refusal_side_check" CHECK ("side" IN ('own', 'recipient')),
    CONSTRAINT "sender_refusal_lifted_check" CHECK (
        ("lifted_at" IS NULL) = ("lifted_by" IS NULL)
        AND ("lifted_by" IS NULL OR "lifted_by" IN ('try', 'rate', 'mailbox', 'settings', 'person'))
        AND ("lifted_by_id" IS NULL OR "lifted_by" IN ('settings', 'person')))
);
CREATE UNIQUE INDEX "sender_refusal_standing" ON "sender_refusal" ("subscription_id", "sender_id", "scope", "domain") NULLS NOT DISTINCT WHERE "lifted_at" IS NULL;

ALTER TABLE "sender_refusal" ADD CONSTRAINT "sender_refusal_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A send that was refused because of us: when last, and by which side.
CREATE TABLE "refused_send" (
    "subscription_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refused_send_pkey" PRIMARY KEY ("subscription_id", "send_id")
);
CREATE INDEX "refused_send_subscription_id_sender_id_refused_at_idx" ON "refused_send" ("subscription_id", "sender_id", "refused_at");

ALTER TABLE "refused_send" ADD CONSTRAINT "refused_send_subscription_id_send_id_fkey" FOREIGN KEY ("subscription_id", "send_id") REFERENCES "send"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "refused_send" ADD CONSTRAINT "refused_send_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('sender_refusal');
CALL protect_tenant_table('refused_send');

-- Support sees what holds a mailbox, in the server's own words.
CREATE POLICY support ON sender_refusal FOR SELECT TO refrain_support USING (true);
GRANT SELECT ON sender_refusal TO refrain_support;
