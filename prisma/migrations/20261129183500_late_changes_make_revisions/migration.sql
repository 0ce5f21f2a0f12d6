-- A late change makes the next revision of its hour at once: nothing is marked any more. The hours that are marked get
-- theirs here, of what the ledger says of them now.
-- Breaks hubs before 0.4.0: they mark hours.

CREATE TEMP TABLE "marked" ON COMMIT DROP AS
SELECT h."store_id", h."hour_start", h."hour_end", h."revision" + 1 AS "revision", l.*, uuid_v7(moment."at") AS "id", moment."at"
FROM "sales_hours" h CROSS JOIN LATERAL (
  SELECT coalesce(sum("sale_fen"), 0)::bigint AS "total_fen", count(*)::int AS "orders",
    coalesce(sum("sale_items"), 0)::bigint AS "items", coalesce(sum("sale_lines"), 0)::bigint AS "lines"
  FROM "orders" o WHERE o."posting_key" IS NULL AND o."sale_at" IS NOT NULL
    AND o."store_id" = h."store_id" AND o."sale_at" >= h."hour_start" AND o."sale_at" < h."hour_end") l
CROSS JOIN (SELECT date_trunc('milliseconds', now()) AS "at") moment
WHERE h."changed_at" IS NOT NULL
  AND (l."total_fen", l."orders", l."items", l."lines") <> (h."total_fen", h."orders", h."items", h."lines");

INSERT INTO "hourly_revisions" ("id", "derived_at", "store_id", "hour_start", "hour_end", "revision", "total_fen",
  "orders", "items", "lines", "why", "seen_through")
SELECT "id", "at", "store_id", "hour_start", "hour_end", "revision", "total_fen", "orders", "items", "lines", '{late}', "at"
FROM "marked";

UPDATE "sales_hours" h SET "revision" = m."revision", "revision_id" = m."id", "derived_at" = m."at",
  "total_fen" = m."total_fen", "orders" = m."orders", "items" = m."items", "lines" = m."lines"
FROM "marked" m WHERE m."store_id" = h."store_id" AND m."hour_start" = h."hour_start";

-- AlterTable
ALTER TABLE "sales_hours" DROP COLUMN "changed_at";

UPDATE "hub_requirements" SET "min_hub_version" = '0.4.0';
