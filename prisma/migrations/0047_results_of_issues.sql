-- What came back to an issue's mails without a mail, and who left a newsletter's list, are found by mail and by contact.

SET LOCAL search_path TO public;
CREATE INDEX "event_reported" ON "event" ("subscription_id", "send_id")
    WHERE "message_id" IS NULL AND "kind" IN ('bounce-received', 'complaint-received');
CREATE INDEX "event_newsletter_left" ON "event" ("subscription_id", "contact_id")
    WHERE "kind" = 'newsletter-unsubscribed';
