-- Places for conversations with an SMTP host, over all workers, and the runs that wait for one (docs/design/sending.md#places).
-- Both unlogged: a lease is never a fence and a wait ends by itself, so a crash of PostgreSQL may empty them.

-- Of no subscription: keyed hashes of host and tenant, no name. Free where the lease has run out; `kept_for`: handed to the
-- run that waited longest, until then.
CREATE UNLOGGED TABLE "host_place" (
    "place_key" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,
    "host_key" BYTEA NOT NULL,
    "holder" UUID,
    "kept_for" UUID,
    "lease_until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "host_place_pkey" PRIMARY KEY ("place_key", "number"),
    CONSTRAINT "host_place_number_check" CHECK ("number" > 0)
) WITH (fillfactor = 50);

CREATE UNLOGGED TABLE "host_wait" (
    "subscription_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "host_key" BYTEA NOT NULL,
    "place_key" BYTEA NOT NULL,
    "places" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "again_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "host_wait_pkey" PRIMARY KEY ("subscription_id", "target_id")
);
CREATE INDEX "host_wait_host_key_since_idx" ON "host_wait" ("host_key", "since");

CALL protect_tenant_table('host_wait');
GRANT SELECT, INSERT, UPDATE ON host_place TO refrain_app;

-- Who gives a place back hands it on across subscriptions: dispatch sees ids, hashes and instants, and pokes.
CREATE POLICY dispatch ON host_wait TO refrain_dispatch USING (true);
GRANT SELECT, DELETE ON host_wait TO refrain_dispatch;
GRANT UPDATE (gone_at) ON host_wait TO refrain_dispatch;
GRANT SELECT, DELETE ON host_place TO refrain_dispatch;
GRANT UPDATE (holder, kept_for, lease_until) ON host_place TO refrain_dispatch;
GRANT INSERT (subscription_id, kind, workflow, target_id) ON outbox TO refrain_dispatch;
GRANT USAGE ON SEQUENCE outbox_id_seq TO refrain_dispatch;

-- Support sees why a mail that a person wrote waits.
CREATE POLICY support ON host_wait FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, target_id, again_at, gone_at) ON host_wait TO refrain_support;
