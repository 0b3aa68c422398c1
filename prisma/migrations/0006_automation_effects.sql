-- What automations do with locks that their cause may not take: rows written with the cause, carried out by effect/<id>.

CREATE TABLE "automation_effect" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "cause_id" UUID NOT NULL,
    "event_id" UUID,
    "user_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "engagement_id" UUID,
    "sequence_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "automation_effect_pkey" PRIMARY KEY ("subscription_id","id")
);
CREATE INDEX "automation_effect_subscription_id_cause_id_idx" ON "automation_effect"("subscription_id", "cause_id");
ALTER TABLE "automation_effect" ADD CONSTRAINT "automation_effect_subscription_id_contact_id_fkey" FOREIGN KEY ("subscription_id", "contact_id") REFERENCES "contact"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "automation_effect" ADD CONSTRAINT "automation_effect_subscription_id_sequence_id_fkey" FOREIGN KEY ("subscription_id", "sequence_id") REFERENCES "sequence"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE automation_effect ADD CONSTRAINT automation_effect_is_settled_or_pending CHECK (
  state = 'pending' AND settled_at IS NULL OR state IN ('done', 'skipped') AND settled_at IS NOT NULL
);
ALTER TABLE automation_effect ADD CONSTRAINT automation_effect_skipped_with_its_reason CHECK (
  (state = 'skipped') = (reason IS NOT NULL)
);
CREATE INDEX automation_effect_pending ON automation_effect (id) WHERE state = 'pending';

CALL protect_tenant_table('automation_effect');
CREATE POLICY dispatch ON automation_effect TO refrain_dispatch USING (true);
GRANT SELECT (subscription_id, id, user_id, state) ON automation_effect TO refrain_dispatch;
CREATE POLICY support ON automation_effect FOR SELECT TO refrain_support USING (true);
GRANT SELECT ON automation_effect TO refrain_support;
