-- Of a provider's limit a part is applied; the rest is left to what its owner sends elsewhere (5.7-14). A limit that was typed
-- before was applied whole and stays so.
ALTER TABLE "sender"
    ADD COLUMN "provider_limit_share" INTEGER NOT NULL DEFAULT 60,
    ADD CONSTRAINT "sender_provider_limit_share_percent" CHECK ("provider_limit_share" BETWEEN 1 AND 100);
UPDATE "sender" SET "provider_limit_share" = 100 WHERE "provider_daily_limit" IS NOT NULL;
