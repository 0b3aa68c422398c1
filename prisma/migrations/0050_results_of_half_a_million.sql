-- Results of an issue of many recipients read the few places that differ from the others (docs/design/issue-results.md#facts).

SET LOCAL search_path TO public;

CREATE INDEX "issue_place_identified" ON "issue_place" ("subscription_id", "issue_id", "place") WHERE "opens" = 'identified';
CREATE INDEX "issue_place_unmeasured" ON "issue_place" ("subscription_id", "issue_id", "place") WHERE NOT "measures_clicks";
