-- Who uses a mailbox (D-25): of a personal one its owner, of a shared one whom a responsable names. They write from it, and
-- read what comes to it.
CREATE TABLE "mailbox_user" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "mailbox_user_pkey" PRIMARY KEY ("subscription_id", "mailbox_id", "user_id")
);
CREATE INDEX "mailbox_user_subscription_id_user_id_idx" ON "mailbox_user" ("subscription_id", "user_id");
ALTER TABLE "mailbox_user" ADD CONSTRAINT "mailbox_user_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mailbox_user" ADD CONSTRAINT "mailbox_user_subscription_id_user_id_fkey" FOREIGN KEY ("subscription_id", "user_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO mailbox_user (subscription_id, mailbox_id, user_id, since)
SELECT subscription_id, id, owner_id, created_at FROM mailbox;
CALL protect_tenant_table('mailbox_user');

-- Nobody forgets it: a mailbox is its owner's from the statement that makes it.
CREATE FUNCTION give_mailbox_to_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.mailbox_user (subscription_id, mailbox_id, user_id, since)
  VALUES (NEW.subscription_id, NEW.id, NEW.owner_id, NEW.created_at);
  RETURN NULL;
END $$;
CREATE TRIGGER give_to_owner AFTER INSERT ON mailbox FOR EACH ROW EXECUTE FUNCTION give_mailbox_to_owner();

CREATE TRIGGER announce_insert AFTER INSERT ON mailbox_user REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('mailbox', 'mailbox_id');
CREATE TRIGGER announce_delete AFTER DELETE ON mailbox_user REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_changes('mailbox', 'mailbox_id');

-- Whether sequences may leave from a shared mailbox is a responsable's to say (5.6-13); a personal one is there for that. A relay
-- has a mailbox beside it that takes its replies (5.5-4), who set it up, and when its server was last found good.
ALTER TABLE "sender"
  ADD COLUMN "takes_sequences" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "reply_mailbox_id" UUID,
  ADD COLUMN "set_up_by_id" UUID,
  ADD COLUMN "tested_at" TIMESTAMPTZ(3),
  ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
UPDATE sender SET takes_sequences = false WHERE kind <> 'personal';
ALTER TABLE "sender"
  ADD CONSTRAINT "sender_subscription_id_reply_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "reply_mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "sender_subscription_id_set_up_by_id_fkey" FOREIGN KEY ("subscription_id", "set_up_by_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "sender_of_relay_alone" CHECK (kind = 'relay' OR (reply_mailbox_id IS NULL AND deleted_at IS NULL));
CREATE UNIQUE INDEX "sender_relay_address" ON "sender" ("subscription_id", "address") WHERE kind = 'relay' AND deleted_at IS NULL;
CREATE INDEX "sender_reply_mailbox" ON "sender" ("subscription_id", "reply_mailbox_id") WHERE reply_mailbox_id IS NOT NULL;
-- A relay is no row of a mailbox: whoever shows it hears of it by its own id.
CREATE FUNCTION announce_relays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refrain', public.announcement(subscription_id, 'mailbox', ids))
  FROM (
    SELECT subscription_id, array_agg(id::text) AS ids FROM changed WHERE kind = 'relay' GROUP BY subscription_id
  ) AS told;
  RETURN NULL;
END $$;
CREATE TRIGGER announce_relay_insert AFTER INSERT ON sender REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_relays();
CREATE TRIGGER announce_relay_update AFTER UPDATE ON sender REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_relays();

-- What a connection is to become: of a shared mailbox its users and whether sequences leave from it, of a relay where its
-- replies go and, where it exists, which sender it is. And the way in that a mailbox took last.
ALTER TABLE "mailbox_connection"
  ADD COLUMN "is_relay" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "user_ids" UUID[] NOT NULL DEFAULT '{}',
  ADD COLUMN "takes_sequences" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "reply_mailbox_id" UUID,
  ADD COLUMN "sender_id" UUID;
CREATE INDEX "mailbox_connection_subscription_id_mailbox_id_ended_at_idx" ON "mailbox_connection" ("subscription_id", "mailbox_id", "ended_at");
