-- A sequence carries the language of its mails: greeting, objection line, the page behind it. Its version has it, so that a run
-- keeps the one it began with; what was written so far is French. A new sequence begins in that of its subscription.

ALTER TABLE "subscription"
    ADD COLUMN "language" TEXT NOT NULL DEFAULT 'fr';

ALTER TABLE "subscription"
    ADD CONSTRAINT subscription_language CHECK (language IN ('fr', 'en'));

ALTER TABLE "sequence_version"
    ADD COLUMN "language" TEXT NOT NULL DEFAULT 'fr';

ALTER TABLE "sequence_version"
    ADD CONSTRAINT sequence_version_language CHECK (language IN ('fr', 'en'));
