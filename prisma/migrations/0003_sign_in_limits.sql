-- Limits of sign-in: failures are counted by account and by network apart (5.7-23), each count a bucket that leaks.
-- better-auth's own limit counted successes too, and the one by account locked its owner out from anywhere.
SET LOCAL search_path TO auth;

DROP TABLE rate_limit;
DROP TABLE sign_in_failures;

CREATE TABLE sign_in_bucket (
  bucket bytea NOT NULL,
  empty_at timestamptz(3) NOT NULL,
  CONSTRAINT sign_in_bucket_pkey PRIMARY KEY (bucket)
);
CREATE INDEX sign_in_bucket_empty_at_idx ON sign_in_bucket (empty_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_bucket TO refrain_auth;

-- A session that ends takes its live streams with it, in whichever web process they are.
CREATE FUNCTION announce_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refrain', json_build_object('endedSession', OLD.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER announce_ended_session AFTER DELETE ON session
  FOR EACH ROW EXECUTE FUNCTION announce_ended_session();
