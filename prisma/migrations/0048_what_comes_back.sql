-- What comes back to an issue: mails about it, what became of each recipient, and what relays report (docs/design/relays.md#returns).

SET LOCAL search_path TO public;

-- AlterTable
ALTER TABLE "newsletter_issue" ADD COLUMN     "closed_place" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "automation_effect" ADD COLUMN     "newsletter_id" UUID,
ALTER COLUMN "sequence_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "issue_outcome" (
    "subscription_id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "is_success" BOOLEAN NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" UUID,
    "message_id" UUID,

    CONSTRAINT "issue_outcome_pkey" PRIMARY KEY ("subscription_id","issue_id","place")
);

-- CreateTable
CREATE TABLE "relay_hook" (
    "subscription_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "topic" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "last_event_at" TIMESTAMPTZ(3),
    "fault" TEXT,
    "fault_at" TIMESTAMPTZ(3),

    CONSTRAINT "relay_hook_pkey" PRIMARY KEY ("subscription_id","sender_id")
);

-- CreateTable
CREATE TABLE "relay_event" (
    "subscription_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "event_key" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "send_id" UUID,
    "status" TEXT,
    "at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relay_event_pkey" PRIMARY KEY ("subscription_id","sender_id","event_key")
);

-- CreateIndex
CREATE INDEX "issue_outcome_subscription_id_message_id_idx" ON "issue_outcome"("subscription_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "relay_hook_secret_hash_key" ON "relay_hook"("secret_hash");

-- CreateIndex
CREATE INDEX "relay_event_subscription_id_send_id_idx" ON "relay_event"("subscription_id", "send_id");

-- AddForeignKey
ALTER TABLE "automation_effect" ADD CONSTRAINT "automation_effect_subscription_id_newsletter_id_fkey" FOREIGN KEY ("subscription_id", "newsletter_id") REFERENCES "newsletter"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_outcome" ADD CONSTRAINT "issue_outcome_subscription_id_issue_id_place_fkey" FOREIGN KEY ("subscription_id", "issue_id", "place") REFERENCES "issue_place"("subscription_id", "issue_id", "place") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relay_hook" ADD CONSTRAINT "relay_hook_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "sender"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relay_event" ADD CONSTRAINT "relay_event_subscription_id_sender_id_fkey" FOREIGN KEY ("subscription_id", "sender_id") REFERENCES "relay_hook"("subscription_id", "sender_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE message
    DROP CONSTRAINT message_about_is_named,
    ADD CONSTRAINT message_about_is_named CHECK (
        about IS NULL
        OR about = 'engagement' AND engagement_id IS NOT NULL
        OR about IN ('message', 'issue') AND send_id IS NOT NULL
    );
ALTER TABLE "automation_effect"
    ADD CONSTRAINT "automation_effect_names_what_it_does" CHECK (
        "kind" = 'engage' AND "sequence_id" IS NOT NULL AND "newsletter_id" IS NULL
        OR "kind" = 'unsubscribe' AND "newsletter_id" IS NOT NULL AND "sequence_id" IS NULL
    );
ALTER TABLE "issue_outcome"
    ADD CONSTRAINT "issue_outcome_cause_known" CHECK (
        "is_success" AND "cause" IN ('reply', 'click')
        OR NOT "is_success" AND "cause" IN ('negative-reply', 'objection', 'refused', 'bounce', 'complaint', 'unsubscribed', 'elapsed')
    );
ALTER TABLE "relay_event"
    ADD CONSTRAINT "relay_event_kind_known" CHECK ("kind" IN ('dead-address', 'refused', 'delayed', 'complaint', 'ignored', 'unmatched'));

CALL protect_tenant_table('issue_outcome');
CALL protect_tenant_table('relay_hook');
CALL protect_tenant_table('relay_event');

-- An id that a relay gave in the place of ours stands in the array of its window. A search in arrays is not leak-proof, so under
-- row-level security it could use no index: this reads it for the subscription of whoever asks, and nobody else's.
CREATE FUNCTION message_id_keys(ids text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY(SELECT lower(btrim(given.id, '<>')) FROM unnest(ids) WITH ORDINALITY AS given (id, at) ORDER BY given.at);
CREATE INDEX "issue_window_server_ids" ON "issue_window" USING gin (message_id_keys("server_ids")) WHERE "server_ids" <> '{}';
CREATE FUNCTION places_of_server_ids(keys text[]) RETURNS TABLE (key text, issue_id uuid, place int)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT given.key, part.issue_id, (held.first_place + given.at - 1)::int
        FROM public.issue_window held
        JOIN public.issue_part part ON (part.subscription_id, part.id) = (held.subscription_id, held.part_id)
        CROSS JOIN LATERAL unnest(public.message_id_keys(held.server_ids)) WITH ORDINALITY AS given (key, at)
        WHERE public.message_id_keys(held.server_ids) && keys AND held.server_ids <> '{}'
            AND held.subscription_id = public.current_subscription() AND given.key = ANY (keys)
    $$;
REVOKE ALL ON FUNCTION places_of_server_ids(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_of_server_ids(text[]) TO refrain_app;

-- A relay that reports calls an address with a secret in it, and is in no subscription yet: whoever knows the secret's hash learns
-- whose it is.
CREATE FUNCTION relay_hook_of(secret bytea) RETURNS TABLE (subscription_id uuid, sender_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT hook.subscription_id, hook.sender_id FROM public.relay_hook hook WHERE hook.secret_hash = secret $$;
REVOKE ALL ON FUNCTION relay_hook_of(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION relay_hook_of(bytea) TO refrain_app;
