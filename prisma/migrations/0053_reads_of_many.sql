-- PostgreSQL takes a subscription that its statistics do not know yet for empty: who reads a list of many as a whole tells them first.
CREATE FUNCTION analyze_newsletter_lists() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ ANALYZE public.newsletter_subscriber, public.contact, public.contact_address $$;
REVOKE ALL ON FUNCTION analyze_newsletter_lists() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyze_newsletter_lists() TO refrain_app;

/*
 * As it was (0025), in steps that each read one table: as one join over six, planned for a subscription that the statistics took for
 * empty, it read the contacts of an import once for each of them and again for each, so that 200 took half a minute. Plans for
 * any values take no subscription for empty.
 */
CREATE OR REPLACE FUNCTION settle_person() RETURNS trigger
  LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  person uuid;
  cards uuid[];
  card uuid;
  mailboxes text[];
  addresses text[];
  link record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.subscription_id || ' ' || NEW.mailbox, 0));
    SELECT array_agg(a.contact_id) INTO cards FROM contact_address a
    WHERE a.subscription_id = NEW.subscription_id AND a.mailbox = NEW.mailbox;
    IF cardinality(cards) > 1 THEN
      PERFORM join_persons(NEW.subscription_id, array_agg(DISTINCT c.person_id)) FROM contact c
      WHERE c.subscription_id = NEW.subscription_id AND c.id = ANY (cards)
      HAVING count(DISTINCT c.person_id) > 1;
    END IF;
    SELECT c.person_id INTO person FROM contact c
    WHERE c.subscription_id = NEW.subscription_id AND c.id = NEW.contact_id;
    SELECT array_agg(c.id) INTO cards FROM contact c
    WHERE c.subscription_id = NEW.subscription_id AND c.person_id = person;
    FOREACH card IN ARRAY coalesce(cards, '{}') LOOP
      SELECT mailboxes || array_agg(a.mailbox), addresses || array_agg(a.address) INTO mailboxes, addresses
      FROM contact_address a WHERE a.subscription_id = NEW.subscription_id AND a.contact_id = card;
    END LOOP;
    INSERT INTO open_objection (subscription_id, message_id, address)
    SELECT DISTINCT o.subscription_id, o.message_id, other.address
    FROM open_objection o CROSS JOIN unnest(addresses) AS other (address)
    WHERE o.subscription_id = NEW.subscription_id AND o.mailbox = ANY (mailboxes)
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
