-- An order whose store nobody knows was booked nowhere and shown nowhere: such orders are listed and flagged now. A
-- store's code is met whatever its case where no other store's differs from it by case alone.
-- Breaks no hub: the index that goes has one of the same legs in its place.

CREATE INDEX "stores_code_any_case_idx" ON "stores" (lower("code"));

-- Who is meant by a store code that is new.
CREATE INDEX "legs_own_store_any_case_idx" ON "legs" (lower("vendor_store_id"), "id") WHERE "own_store_ids";
DROP INDEX "legs_own_store_code_idx";

CREATE INDEX "orders_without_store_idx" ON "orders" ("id") WHERE "store_id" IS NULL;

-- What nobody has seen to, by what it is.
CREATE INDEX "order_flags_open_code_idx" ON "order_flags" ("code", "order_id") WHERE "dismissed_at" IS NULL;

INSERT INTO "order_flags" ("order_id", "source", "code", "param", "since")
SELECT o."id", 'ledger', CASE WHEN l."vendor_store_id" IS NULL THEN 'no_store' ELSE 'unknown_store' END,
  left(coalesce(l."vendor_store_id", ''), 160), o."created_at"
FROM "orders" o CROSS JOIN LATERAL (
  SELECT * FROM "legs" WHERE "legs"."order_id" = o."id"
  ORDER BY "state" = '{}', coalesce("sell_rank", 2), "id" LIMIT 1) AS l
WHERE o."store_id" IS NULL AND l."state" ? 'placement' AND (l."vendor_store_id" IS NOT NULL OR l."sell_rank" IS NOT NULL)
ON CONFLICT DO NOTHING;

-- Recorded orders whose code differs by case from the one of a store go to it by a job like any other.
INSERT INTO "attributions" ("id", "code", "store_ids", "search", "recordings", "created_at")
SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7' || substr(md5(s."id"::text), 1, 3)
    || '8' || substr(md5(s."id"::text), 4, 15))::uuid, s."code", ARRAY[s."id"], 'code', '{}', now()
FROM "stores" s
WHERE NOT EXISTS (SELECT FROM "stores" other WHERE lower(other."code") = lower(s."code") AND other."id" <> s."id")
  AND EXISTS (SELECT FROM "legs" WHERE "own_store_ids" AND lower("vendor_store_id") = lower(s."code")
                AND "vendor_store_id" <> s."code" AND "store_id" IS NULL);
