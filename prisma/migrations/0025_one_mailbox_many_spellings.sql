-- One mailbox, however Gmail lets its address be spelt: dots, what follows a plus and googlemail.com make no second person.

/* The one form under which two stored addresses are one mailbox: `mailboxOf` of platform/addresses/comparable-address.ts. */
CREATE FUNCTION mailbox_of(address text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN address ~ '^[^@]+@(gmail|googlemail)\.com$'
      AND replace(split_part(split_part(address, '@', 1), '+', 1), '.', '') <> ''
    THEN replace(split_part(split_part(address, '@', 1), '+', 1), '.', '') || '@gmail.com'
    ELSE address END
$$;

ALTER TABLE "contact_address"
    ADD COLUMN "mailbox" TEXT NOT NULL GENERATED ALWAYS AS (mailbox_of("address")) STORED;
CREATE INDEX "contact_address_subscription_id_mailbox_idx" ON "contact_address" ("subscription_id", "mailbox");
ALTER TABLE "open_objection"
    ADD COLUMN "mailbox" TEXT NOT NULL GENERATED ALWAYS AS (mailbox_of("address")) STORED;
CREATE INDEX "open_objection_subscription_id_mailbox_idx" ON "open_objection" ("subscription_id", "mailbox");
DROP INDEX "open_objection_subscription_id_address_idx";

/*
 * Keeps `contact.person_id` true as addresses come and go: whoever shares a mailbox, or was linked by a person, is one
 * person. A mailbox that comes is locked, so that of two cards made at once the second sees the first. What a person
 * objected to from one address holds all of hers.
 */
CREATE OR REPLACE FUNCTION settle_person() RETURNS trigger
  LANGUAGE plpgsql AS $$
DECLARE
  cards uuid[];
  link record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.subscription_id || ' ' || NEW.mailbox, 0));
    PERFORM join_persons(NEW.subscription_id, array_agg(DISTINCT c.person_id))
    FROM contact_address a JOIN contact c ON (c.subscription_id, c.id) = (a.subscription_id, a.contact_id)
    WHERE a.subscription_id = NEW.subscription_id AND a.mailbox = NEW.mailbox
    HAVING count(DISTINCT c.person_id) > 1;
    INSERT INTO open_objection (subscription_id, message_id, address)
    SELECT DISTINCT o.subscription_id, o.message_id, other.address
    FROM contact own
    JOIN contact k ON (k.subscription_id, k.person_id) = (own.subscription_id, own.person_id)
    JOIN contact_address known ON (known.subscription_id, known.contact_id) = (k.subscription_id, k.id)
    JOIN open_objection o ON (o.subscription_id, o.mailbox) = (known.subscription_id, known.mailbox)
    JOIN contact twin ON (twin.subscription_id, twin.person_id) = (own.subscription_id, own.person_id)
    JOIN contact_address other ON (other.subscription_id, other.contact_id) = (twin.subscription_id, twin.id)
    WHERE own.subscription_id = NEW.subscription_id AND own.id = NEW.contact_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END IF;
  SELECT array_agg(k.id) INTO cards FROM contact own
  JOIN contact k ON (k.subscription_id, k.person_id) = (own.subscription_id, own.person_id)
  WHERE own.subscription_id = OLD.subscription_id AND own.id = OLD.contact_id;
  IF coalesce(cardinality(cards), 0) < 2 THEN RETURN NULL; END IF;
  -- Without the address that went, some of these cards may be nobody's but their own.
  UPDATE contact SET person_id = gen_random_uuid() WHERE subscription_id = OLD.subscription_id AND id = ANY (cards);
  FOR link IN
    SELECT array_agg(DISTINCT a.contact_id) AS ids FROM contact_address a
    WHERE a.subscription_id = OLD.subscription_id AND a.contact_id = ANY (cards)
    GROUP BY a.mailbox HAVING count(DISTINCT a.contact_id) > 1
    UNION ALL
    SELECT ARRAY[c.id, c.same_person_as] FROM contact c
    WHERE c.subscription_id = OLD.subscription_id AND c.id = ANY (cards) AND c.same_person_as = ANY (cards)
  LOOP
    PERFORM join_persons(OLD.subscription_id, array_agg(DISTINCT c.person_id)) FROM contact c
    WHERE c.subscription_id = OLD.subscription_id AND c.id = ANY (link.ids);
  END LOOP;
  RETURN NULL;
END $$;

-- Cards that exist already: each mailbox in turn, so that chains of them become one person too.
DO $$
DECLARE
  shared record;
BEGIN
  FOR shared IN
    SELECT subscription_id, mailbox FROM contact_address
    GROUP BY subscription_id, mailbox HAVING count(DISTINCT address) > 1
  LOOP
    PERFORM join_persons(shared.subscription_id, array_agg(DISTINCT c.person_id))
    FROM contact_address a JOIN contact c ON (c.subscription_id, c.id) = (a.subscription_id, a.contact_id)
    WHERE a.subscription_id = shared.subscription_id AND a.mailbox = shared.mailbox;
  END LOOP;
END $$;

-- What one of these cards objected to holds the others.
INSERT INTO open_objection (subscription_id, message_id, address)
SELECT DISTINCT o.subscription_id, o.message_id, other.address
FROM open_objection o
JOIN contact_address known ON (known.subscription_id, known.mailbox) = (o.subscription_id, o.mailbox)
JOIN contact own ON (own.subscription_id, own.id) = (known.subscription_id, known.contact_id)
JOIN contact twin ON (twin.subscription_id, twin.person_id) = (own.subscription_id, own.person_id)
JOIN contact_address other ON (other.subscription_id, other.contact_id) = (twin.subscription_id, twin.id)
ON CONFLICT DO NOTHING;
