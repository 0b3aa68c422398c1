-- What a received mail is about (domain/values/about.ts): an engagement, or a mail that a person wrote.

ALTER TABLE message ADD COLUMN about text;
UPDATE message SET about = 'engagement' WHERE engagement_id IS NOT NULL;
UPDATE message SET about = 'message' FROM send
WHERE message.engagement_id IS NULL AND send.subscription_id = message.subscription_id AND send.id = message.send_id
  AND send.kind = 'personal';
ALTER TABLE message ADD CONSTRAINT message_about_is_named CHECK (
  about IS NULL
  OR about = 'engagement' AND engagement_id IS NOT NULL
  OR about = 'message' AND send_id IS NOT NULL
);
-- What was answered to a mail of ours stands beside it.
CREATE INDEX "message_subscription_id_send_id_idx" ON message (subscription_id, send_id);
-- Mails of people that have not left: a suppression stops those to its address.
CREATE INDEX send_waits_to_leave ON send (subscription_id) WHERE kind <> 'step' AND state IN ('ready', 'claimed', 'armed');
