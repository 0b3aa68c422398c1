-- A mail whose meaning is not proven is held and asked about (5.7-1): what it may be stands with it, also after the choice.
ALTER TABLE "message" ADD COLUMN "readings" TEXT[] NOT NULL DEFAULT '{}';
CREATE INDEX message_is_doubtful ON message (subscription_id, contact_id) WHERE verdict = 'doubtful';

-- Since when a run is held by such mails without a break, and by how much that has moved its closing end.
ALTER TABLE "engagement"
    ADD COLUMN "doubted_since" TIMESTAMPTZ(3),
    ADD COLUMN "closing_held_ms" BIGINT NOT NULL DEFAULT 0;
