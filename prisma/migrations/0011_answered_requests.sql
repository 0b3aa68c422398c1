-- What a person's act answered, by the request id of her browser: an act that is sent again is answered, not done again.

CREATE TABLE "answered_request" (
    "subscription_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "procedure" TEXT NOT NULL,
    "answer" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answered_request_pkey" PRIMARY KEY ("subscription_id","user_id","id")
);

-- Old ones are looked for by age.
CREATE INDEX "answered_request_subscription_id_user_id_at_idx" ON "answered_request"("subscription_id", "user_id", "at");

CALL protect_tenant_table('answered_request');
