-- CreateTable
CREATE TABLE "issue_hit_count" (
    "subscription_id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "counted" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "link" INTEGER NOT NULL,
    "quarter" TIMESTAMPTZ(3) NOT NULL,
    "shard" INTEGER NOT NULL,
    "places" INTEGER NOT NULL,

    CONSTRAINT "issue_hit_count_pkey" PRIMARY KEY ("subscription_id","issue_id","counted","verdict","link","quarter","shard")
);

ALTER TABLE "issue_hit_count"
    ADD CONSTRAINT "issue_hit_count_known" CHECK ("counted" IN ('open', 'click', 'link', 'quarter', 'opened-only'));
CALL protect_tenant_table('issue_hit_count');

-- What a reading counts anew: hits that nobody judged yet, and loads of an issue by nobody in particular.
CREATE INDEX "hit_unjudged_of_issue" ON "hit" ("subscription_id", "issue_id", "place") WHERE "verdict" IS NULL;
CREATE INDEX "hit_loads" ON "hit" ("subscription_id", "issue_id", "verdict") WHERE "place" = 0;

/*
 * Brings the counts of issues to what their judged hits say, after hits went or came: each place is counted by all of its hits
 * before and after, so that one that was counted already is not counted twice. A changed hit went as it was and came as it is.
 */
CREATE FUNCTION change_hit_counts(went hit[], came hit[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH touched AS MATERIALIZED (
        SELECT subscription_id, issue_id, place FROM unnest(went) WHERE place > 0
        UNION SELECT subscription_id, issue_id, place FROM unnest(came) WHERE place > 0
    ), told AS (
        SELECT side.sign, kept.* FROM touched JOIN hit kept USING (subscription_id, issue_id, place)
        CROSS JOIN (VALUES (-1), (1)) AS side (sign)
        WHERE NOT EXISTS (SELECT FROM unnest(came) fresh WHERE fresh.id = kept.id)
        UNION ALL SELECT -1, gone.* FROM unnest(went) gone WHERE place > 0
        UNION ALL SELECT 1, fresh.* FROM unnest(came) fresh WHERE place > 0
    ), judged AS MATERIALIZED (
        SELECT sign, subscription_id, issue_id, place, use, verdict, link, min(at) AS at FROM told WHERE verdict IS NOT NULL
        GROUP BY sign, subscription_id, issue_id, place, use, verdict, link
    ), first AS MATERIALIZED (
        SELECT sign, subscription_id, issue_id, place, use, verdict, min(at) AS at FROM judged
        GROUP BY sign, subscription_id, issue_id, place, use, verdict
    ), counted AS (
        SELECT sign, subscription_id, issue_id, place, use AS counted, verdict, 0 AS link, 'epoch'::timestamptz AS quarter FROM first
        UNION ALL
        SELECT sign, subscription_id, issue_id, place, 'link', verdict, link, 'epoch' FROM judged WHERE use = 'click'
        UNION ALL
        SELECT sign, subscription_id, issue_id, place, 'quarter', verdict, 0, date_bin('15 minutes', at, 'epoch'::timestamptz) FROM first
        WHERE use = 'click' AND verdict IN ('person', 'machine')
        UNION ALL
        SELECT sign, subscription_id, issue_id, place, 'opened-only', 'person', 0, 'epoch' FROM first WHERE verdict = 'person'
        GROUP BY sign, subscription_id, issue_id, place HAVING bool_and(use = 'open')
    )
    INSERT INTO issue_hit_count AS known (subscription_id, issue_id, counted, verdict, link, quarter, shard, places)
    SELECT subscription_id, issue_id, counted, verdict, link, quarter, place % 8 AS shard, sum(sign)::int FROM counted
    GROUP BY subscription_id, issue_id, counted, verdict, link, quarter, place % 8 HAVING sum(sign) <> 0
    -- Always in one order: two judges of one issue wait for each other, and never in a circle.
    ORDER BY subscription_id, issue_id, counted, verdict, link, quarter, shard
    ON CONFLICT (subscription_id, issue_id, counted, verdict, link, quarter, shard)
    DO UPDATE SET places = known.places + EXCLUDED.places
$$;
REVOKE ALL ON FUNCTION change_hit_counts(hit[], hit[]) FROM PUBLIC;

-- Whoever judges, judges again or deletes hits, the counts follow in that transaction.
CREATE FUNCTION count_hits() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    went hit[];
    came hit[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(fresh) INTO came FROM new_hits fresh WHERE place > 0 AND verdict IS NOT NULL;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(gone) INTO went FROM old_hits gone WHERE place > 0 AND verdict IS NOT NULL;
    ELSE
        SELECT array_agg(gone), array_agg(fresh) INTO went, came
        FROM old_hits gone JOIN new_hits fresh USING (subscription_id, id)
        WHERE fresh.place > 0 AND gone.verdict IS DISTINCT FROM fresh.verdict;
    END IF;
    IF went IS NOT NULL OR came IS NOT NULL THEN
        PERFORM change_hit_counts(coalesce(went, '{}'), coalesce(came, '{}'));
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION count_hits() FROM PUBLIC;
CREATE TRIGGER count_hits_stored AFTER INSERT ON hit REFERENCING NEW TABLE AS new_hits
    FOR EACH STATEMENT EXECUTE FUNCTION count_hits();
CREATE TRIGGER count_hits_judged AFTER UPDATE ON hit REFERENCING OLD TABLE AS old_hits NEW TABLE AS new_hits
    FOR EACH STATEMENT EXECUTE FUNCTION count_hits();
CREATE TRIGGER count_hits_deleted AFTER DELETE ON hit REFERENCING OLD TABLE AS old_hits
    FOR EACH STATEMENT EXECUTE FUNCTION count_hits();

-- Those that were judged before, an issue at a time.
SELECT count(change_hit_counts('{}', hits)) FROM (
    SELECT array_agg(hit) AS hits FROM hit WHERE place > 0 AND verdict IS NOT NULL GROUP BY subscription_id, issue_id) of_issue;
