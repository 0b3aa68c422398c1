-- What a provider's consent brought is kept as that provider's library writes it: a refresh token, or a cache that holds one.
-- No installation could ask for a consent yet, so that no row exists.
ALTER TABLE "mailbox_grant" RENAME COLUMN "refresh_sealed" TO "grant_sealed";

-- One grant, an access token for each resource: IMAP and SMTP take one, Microsoft Graph another.
ALTER TABLE "mailbox_grant"
    ADD COLUMN "graph_sealed" BYTEA,
    ADD COLUMN "graph_until" TIMESTAMPTZ(3),
    ADD CONSTRAINT "mailbox_grant_graph_ends" CHECK (("graph_sealed" IS NULL) = ("graph_until" IS NULL));

-- Why it takes the grant no more: who must act differs by it.
ALTER TABLE "mailbox_grant"
    ADD COLUMN "refused_fault" TEXT,
    ADD CONSTRAINT "mailbox_grant_refused_why" CHECK (("refused_at" IS NULL) = ("refused_fault" IS NULL));
