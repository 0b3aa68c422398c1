-- The signature that a mailbox's sent mails end with, offered to its owner alone (C1-17).
CREATE TABLE "signature_proposal" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "text" TEXT,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_proposal_pkey" PRIMARY KEY ("subscription_id", "mailbox_id")
);
ALTER TABLE "signature_proposal" ADD CONSTRAINT "signature_proposal_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('signature_proposal');
