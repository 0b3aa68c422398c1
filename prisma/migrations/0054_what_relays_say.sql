-- What a relay said when it held a part, without addresses: its page quotes it.
ALTER TABLE "issue_part" ADD COLUMN "reason_words" TEXT;
UPDATE "issue_part" SET "reason" = 'relay-later' WHERE "reason" = 'relay-waits';

CREATE TABLE "part_slowing" (
    "subscription_id" UUID NOT NULL,
    "part_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "rate" INTEGER NOT NULL,
    "words" TEXT,

    CONSTRAINT "part_slowing_pkey" PRIMARY KEY ("subscription_id","part_id","at")
);
ALTER TABLE "part_slowing" ADD CONSTRAINT "part_slowing_subscription_id_part_id_fkey" FOREIGN KEY ("subscription_id", "part_id") REFERENCES "issue_part"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('part_slowing');
