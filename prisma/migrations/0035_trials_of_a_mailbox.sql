-- A real-life test (E-14): the mails of one press to a few addresses. They go to others, who may have objected, unlike every
-- other test mail, which goes to oneself.
ALTER TABLE "send" ADD COLUMN "trial_id" UUID,
    ADD CONSTRAINT "send_trial_is_a_test" CHECK ("trial_id" IS NULL OR "kind" = 'test');
CREATE INDEX send_of_trial ON send (subscription_id, author_id, created_at) WHERE trial_id IS NOT NULL;
