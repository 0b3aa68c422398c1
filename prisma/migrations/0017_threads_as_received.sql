-- What an answer needs of the mail that it answers: its ids as they came, letters kept, and where answers are wanted. Mails of
-- before are answered by their keys, and to who wrote them.

ALTER TABLE "message"
    ADD COLUMN "message_id" TEXT,
    ADD COLUMN "thread" TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN "reply_to" TEXT;
