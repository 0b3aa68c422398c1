-- Who configured an automation of a newsletter stands in it, and it acts in her name (R-70): until now the newsletter's owner stood
-- for her. A sequence may count an opening as a success too (D-30).

SET LOCAL search_path TO public;

ALTER TABLE "sequence_version" ADD COLUMN     "open_succeeds" BOOLEAN NOT NULL DEFAULT false;

UPDATE newsletter SET
    on_success = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(on_success) WITH ORDINALITY AS kept (one, at)),
    on_failure = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(on_failure) WITH ORDINALITY AS kept (one, at))
    WHERE on_success <> '[]' OR on_failure <> '[]';
UPDATE newsletter_issue issue SET
    on_success = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', newsletter.owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(issue.on_success) WITH ORDINALITY AS kept (one, at)),
    on_failure = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('configuredById', newsletter.owner_id) ORDER BY at), '[]')
        FROM jsonb_array_elements(issue.on_failure) WITH ORDINALITY AS kept (one, at))
    FROM newsletter
    WHERE (newsletter.subscription_id, newsletter.id) = (issue.subscription_id, issue.newsletter_id)
        AND (issue.on_success <> '[]' OR issue.on_failure <> '[]');

-- Images that no letter shows any more go: each is looked for once a day, and deleted when it was missed for long enough.
ALTER TABLE "letter_image" ADD COLUMN     "looked_for_at" TIMESTAMPTZ(3),
ADD COLUMN     "unused_since" TIMESTAMPTZ(3);
CREATE INDEX "letter_image_looked_for_at_idx" ON "letter_image"("looked_for_at");

-- The sweep is in no subscription and reads no letters: this looks for it, and answers how many it deleted.
CREATE FUNCTION forget_unused_images(kept_for interval, looked_for_every interval, at_most int) RETURNS int
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        WITH due AS (
            SELECT subscription_id, name, unused_since FROM public.letter_image
            WHERE looked_for_at IS NULL OR looked_for_at <= public.domain_now() - looked_for_every
            ORDER BY looked_for_at NULLS FIRST LIMIT at_most FOR UPDATE SKIP LOCKED
        ), found AS (
            SELECT due.*, EXISTS (
                SELECT FROM public.newsletter kept
                WHERE kept.subscription_id = due.subscription_id AND kept.deleted_at IS NULL
                    AND position(due.name IN kept.content::text) > 0
            ) OR EXISTS (
                SELECT FROM public.newsletter_issue sent
                WHERE sent.subscription_id = due.subscription_id AND position(due.name IN sent.content::text) > 0
            ) AS is_used
            FROM due
        ), gone AS (
            DELETE FROM public.letter_image image USING found
            WHERE (image.subscription_id, image.name) = (found.subscription_id, found.name)
                AND NOT found.is_used AND found.unused_since <= public.domain_now() - kept_for
            RETURNING image.name
        ), looked AS (
            UPDATE public.letter_image image SET looked_for_at = public.domain_now(),
                unused_since = CASE WHEN NOT found.is_used THEN coalesce(found.unused_since, public.domain_now()) END
            FROM found
            WHERE (image.subscription_id, image.name) = (found.subscription_id, found.name)
                AND (found.is_used OR found.unused_since IS NULL OR found.unused_since > public.domain_now() - kept_for)
        )
        SELECT count(*)::int FROM gone
    $$;
REVOKE ALL ON FUNCTION forget_unused_images(interval, interval, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_unused_images(interval, interval, int) TO refrain_dispatch;
