-- Which mail put an address on the suppression list: a confirmation pressed by mistake is corrected with that mail in view.

ALTER TABLE "suppression" ADD COLUMN "message_id" UUID;

-- What was taken off the list, for good: who, when, why, and by what right. The hash finds it again once the address is erased.

CREATE TABLE "suppression_removal" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "address_hash" BYTEA NOT NULL,
    "masked" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "listed_at" TIMESTAMPTZ(3) NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT,
    "consented_on" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "removed_by_id" UUID,
    "contact_id" UUID,
    "message_id" UUID,

    CONSTRAINT "suppression_removal_pkey" PRIMARY KEY ("subscription_id","id"),
    CONSTRAINT "suppression_removal_ground" CHECK ("ground" IN ('entry', 'consent', 'mistake', 'self')),
    CONSTRAINT "suppression_removal_consent" CHECK (("ground" = 'consent') = ("consented_on" IS NOT NULL))
);

CREATE INDEX "suppression_removal_subscription_id_at_id_idx" ON "suppression_removal"("subscription_id", "at" DESC, "id");

CALL protect_tenant_table('suppression_removal');

-- To whom a mail went, once the address is erased: its unsubscribe link keeps working (5.7-7).

ALTER TABLE "send" ADD COLUMN "recipient_hash" BYTEA;
