-- One person, one address: the cards of a person share a key, whatever guards her counts for all of them (5.7-5, 5.7-6).

ALTER TABLE "contact"
    ADD COLUMN "person_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN "same_person_as" UUID;
CREATE INDEX "contact_subscription_id_person_id_idx" ON "contact"("subscription_id", "person_id");

-- What a person's reply asks of her other runs: those that were engaged until then wait for a choice, or one alone. How far a
-- run's answer reaches stands on the run.
CREATE TABLE "reply_hold" (
    "subscription_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "engagement_id" UUID,
    "received_by_id" UUID NOT NULL,
    "concerns_until" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_hold_pkey" PRIMARY KEY ("subscription_id", "message_id"),
    CONSTRAINT "reply_hold_subscription_id_message_id_fkey" FOREIGN KEY ("subscription_id", "message_id")
        REFERENCES "message" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "reply_hold_subscription_id_contact_id_fkey" FOREIGN KEY ("subscription_id", "contact_id")
        REFERENCES "contact" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "reply_hold_subscription_id_contact_id_opened_at_idx" ON "reply_hold" ("subscription_id", "contact_id", "opened_at");

-- An objection that nobody confirmed yet, by each address that it holds.
CREATE TABLE "open_objection" (
    "subscription_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "open_objection_pkey" PRIMARY KEY ("subscription_id", "message_id", "address"),
    CONSTRAINT "open_objection_subscription_id_message_id_fkey" FOREIGN KEY ("subscription_id", "message_id")
        REFERENCES "message" ("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "open_objection_subscription_id_address_idx" ON "open_objection" ("subscription_id", "address");

CALL protect_tenant_table('reply_hold');
CALL protect_tenant_table('open_objection');

ALTER TABLE "engagement"
    ADD COLUMN "replies_answered_until" TIMESTAMPTZ(3),
    ADD COLUMN "choice_reminded_at" TIMESTAMPTZ(3);

/* The cards of these persons become one person's; the smallest key stays. */
CREATE FUNCTION join_persons(subscription uuid, persons uuid[]) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  UPDATE contact SET person_id = (SELECT min(one::text) FROM unnest(persons) one)::uuid
  WHERE subscription_id = subscription AND person_id = ANY (persons)
    AND person_id::text <> (SELECT min(one::text) FROM unnest(persons) one);
END $$;

/*
 * Keeps `contact.person_id` true as addresses come and go: whoever shares an address, or was linked by a person, is one
 * person. An address that comes is locked, so that of two cards made at once the second sees the first. What a person
 * objected to from one address holds all of hers.
 */
CREATE FUNCTION settle_person() RETURNS trigger
  LANGUAGE plpgsql AS $$
DECLARE
  cards uuid[];
  link record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.subscription_id || ' ' || NEW.address, 0));
    PERFORM join_persons(NEW.subscription_id, array_agg(DISTINCT c.person_id))
    FROM contact_address a JOIN contact c ON (c.subscription_id, c.id) = (a.subscription_id, a.contact_id)
    WHERE a.subscription_id = NEW.subscription_id AND a.address = NEW.address
    HAVING count(DISTINCT c.person_id) > 1;
    INSERT INTO open_objection (subscription_id, message_id, address)
    SELECT DISTINCT o.subscription_id, o.message_id, other.address
    FROM contact own
    JOIN contact k ON (k.subscription_id, k.person_id) = (own.subscription_id, own.person_id)
    JOIN contact_address known ON (known.subscription_id, known.contact_id) = (k.subscription_id, k.id)
    JOIN open_objection o ON (o.subscription_id, o.address) = (known.subscription_id, known.address)
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
    GROUP BY a.address HAVING count(DISTINCT a.contact_id) > 1
    UNION ALL
    SELECT ARRAY[c.id, c.same_person_as] FROM contact c
    WHERE c.subscription_id = OLD.subscription_id AND c.id = ANY (cards) AND c.same_person_as = ANY (cards)
  LOOP
    PERFORM join_persons(OLD.subscription_id, array_agg(DISTINCT c.person_id)) FROM contact c
    WHERE c.subscription_id = OLD.subscription_id AND c.id = ANY (link.ids);
  END LOOP;
  RETURN NULL;
END $$;

-- Cards that exist already: each address in turn, so that chains of them become one person too.
DO $$
DECLARE
  shared record;
BEGIN
  FOR shared IN
    SELECT subscription_id, address FROM contact_address GROUP BY subscription_id, address HAVING count(*) > 1
  LOOP
    PERFORM join_persons(shared.subscription_id, array_agg(DISTINCT c.person_id))
    FROM contact_address a JOIN contact c ON (c.subscription_id, c.id) = (a.subscription_id, a.contact_id)
    WHERE a.subscription_id = shared.subscription_id AND a.address = shared.address;
  END LOOP;
END $$;

CREATE TRIGGER settle_person AFTER INSERT OR DELETE ON contact_address FOR EACH ROW EXECUTE FUNCTION settle_person();

-- Choices that were asked for before the first step, and not answered.
INSERT INTO reply_hold (subscription_id, message_id, contact_id, engagement_id, received_by_id, concerns_until, opened_at)
SELECT DISTINCT ON (e.subscription_id, e.early_message_id)
  e.subscription_id, e.early_message_id, e.contact_id, NULL::uuid, b.owner_id, m.stored_at, m.stored_at
FROM engagement e
JOIN message m ON (m.subscription_id, m.id) = (e.subscription_id, e.early_message_id)
JOIN mailbox b ON (b.subscription_id, b.id) = (m.subscription_id, m.mailbox_id)
WHERE e.ended_at IS NULL AND e.early_continued_at IS NULL
ORDER BY e.subscription_id, e.early_message_id, e.engaged_at;
UPDATE engagement SET replies_answered_until = early_continued_at WHERE early_continued_at IS NOT NULL;
ALTER TABLE "engagement" DROP COLUMN "early_message_id", DROP COLUMN "early_continued_at";

-- Objections that nobody confirmed.
INSERT INTO open_objection (subscription_id, message_id, address)
SELECT DISTINCT m.subscription_id, m.id, held.address
FROM message m
LEFT JOIN engagement run ON (run.subscription_id, run.id) = (m.subscription_id, m.engagement_id)
CROSS JOIN LATERAL (
  SELECT lower(m.from_address) AS address WHERE m.from_address IS NOT NULL
  UNION
  SELECT other.address FROM contact own
  JOIN contact k ON (k.subscription_id, k.person_id) = (own.subscription_id, own.person_id)
  JOIN contact_address other ON (other.subscription_id, other.contact_id) = (k.subscription_id, k.id)
  WHERE own.subscription_id = m.subscription_id AND own.id = coalesce(m.contact_id, run.contact_id)
) held
WHERE m.verdict = 'objection' AND m.direction = 'in' AND NOT EXISTS (
  SELECT FROM event WHERE event.subscription_id = m.subscription_id AND event.message_id = m.id
    AND event.kind = 'contact-address-cleared');
