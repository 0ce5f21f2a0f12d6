-- What an order adds to its hours is kept as rows that are only ever added to: what no longer holds is taken back at
-- its own place, so that every number an hour ever had can be followed down to its orders. What a consumer has yet to
-- look at is told by the postings since; the places that changes kept themselves are gone. What counts in a store's
-- hours is a rule set of its own, of which none is stated yet.
-- Breaks hubs before 0.4.0: they post nothing, and write places that nobody reads.

-- CreateTable
CREATE TABLE "sale_postings" (
    "order_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "store_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "orders" SMALLINT NOT NULL,
    "items" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "gross_fen" BIGINT NOT NULL,
    "discount_fen" BIGINT NOT NULL,
    "freight_fen" BIGINT NOT NULL,
    "packaging_fen" BIGINT NOT NULL,
    "service_fen" BIGINT NOT NULL,
    "rounding_fen" BIGINT NOT NULL,
    "refund_fen" BIGINT NOT NULL,
    "payment_method" TEXT,
    "payments" JSONB,
    "cause" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "reverses" INTEGER,

    CONSTRAINT "sale_postings_pkey" PRIMARY KEY ("order_id", "seq"),
    CONSTRAINT "sale_postings_adds_up" CHECK ("total_fen" = "gross_fen" - "discount_fen" + "freight_fen"
        + "packaging_fen" + "service_fen" + "rounding_fen" - "refund_fen")
);

-- CreateIndex
CREATE INDEX "sale_postings_place_idx" ON "sale_postings"("store_id", "at");

CREATE TRIGGER sale_postings_append_only BEFORE UPDATE OR DELETE ON "sale_postings"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sale_postings_no_truncate BEFORE TRUNCATE ON "sale_postings"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- CreateTable
CREATE TABLE "rule_sets" (
    "store_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "in_force_from" TIMESTAMPTZ(3) NOT NULL,
    "rules" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_sets_pkey" PRIMARY KEY ("store_id", "version"),
    CONSTRAINT "rule_sets_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id")
        ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TRIGGER rule_sets_append_only BEFORE UPDATE OR DELETE ON "rule_sets"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_sets_no_truncate BEFORE TRUNCATE ON "rule_sets"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- AlterTable
ALTER TABLE "orders" ADD COLUMN "postings" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "posting_key" TEXT;

-- An order that has no postings yet counts by what it sells; the index empties as they are filled.
DROP INDEX "orders_sale_idx";
CREATE INDEX "orders_unposted_idx" ON "orders" ("store_id", "sale_at")
  INCLUDE ("sale_fen", "sale_items", "sale_lines") WHERE posting_key IS NULL AND sale_at IS NOT NULL;

-- Hours that changes which nobody has taken in yet may have moved are looked at once.
UPDATE "sales_hours" h SET "changed_at" = coalesce(h."changed_at", now())
FROM "order_changes" c CROSS JOIN LATERAL (
    SELECT c."store_id_before" AS "store_id", c."sale_at_before" AS "at"
    UNION ALL SELECT p."storeId", p."saleAt"
      FROM jsonb_to_recordset(c."passed_through") AS p("storeId" uuid, "saleAt" timestamptz)
    UNION ALL SELECT o."store_id", o."sale_at" FROM "orders" o WHERE o."id" = c."order_id") p
WHERE c."consumer" = 'reporting' AND h."store_id" = p."store_id" AND p."at" >= h."hour_start" AND p."at" < h."hour_end";

-- AlterTable
ALTER TABLE "order_changes" DROP COLUMN "store_id_before", DROP COLUMN "sale_at_before", DROP COLUMN "passed_through",
    ADD COLUMN "since_posting" INTEGER NOT NULL DEFAULT 0;

UPDATE "hub_requirements" SET "min_hub_version" = '0.4.0';
