-- Where SMTP stays closed for a mailbox, its mails leave through Microsoft Graph (D-65).
ALTER TABLE "sender"
    ADD COLUMN "delivery" TEXT NOT NULL DEFAULT 'smtp',
    ADD CONSTRAINT "sender_delivery_known" CHECK ("delivery" IN ('smtp', 'graph')),
    -- What may be sent there is what the owner of a mailbox consented to.
    ADD CONSTRAINT "sender_by_graph_is_read" CHECK ("delivery" = 'smtp' OR "mailbox_id" IS NOT NULL);

-- The draft by which the fate of an attempt is known; arm records it.
ALTER TABLE "send_attempt"
    ADD COLUMN "draft_id" TEXT,
    ADD COLUMN "draft_message_id" TEXT,
    ADD CONSTRAINT "send_attempt_draft_is_armed" CHECK ("draft_id" IS NULL OR "armed_at" IS NOT NULL),
    ADD CONSTRAINT "send_attempt_draft_is_named" CHECK ("draft_message_id" IS NULL OR "draft_id" IS NOT NULL);
