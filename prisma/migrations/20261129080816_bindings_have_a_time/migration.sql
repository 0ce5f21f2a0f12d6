-- A binding holds for a time. Until now one that was removed, or joined by another of an account that is one
-- store, took the past of its store along: orders of last year lost their store, and the hours between two
-- bindings were never reported. Now a leg belongs to the store whose binding held at its order's time, and a
-- binding that ends is kept. Every leg is written once here: about a minute a million.
-- Breaks a running hub of the version before: it names two unique indexes that go away here in its ON CONFLICT,
-- and takes bindings that have ended for ones in force.

-- AlterTable
ALTER TABLE "store_bindings" ADD COLUMN "whole_account" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "valid_from" TIMESTAMPTZ(3),
ADD COLUMN "valid_to" TIMESTAMPTZ(3),
ADD COLUMN "bound_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Bindings from before hold always. An account that is one store may have had several, of which none was in
-- force while they named different stores: each now holds until the next was made.
UPDATE "store_bindings" SET "bound_at" = "created_at";
UPDATE "store_bindings" b SET "whole_account" = true
FROM "accounts" a WHERE a."id" = b."account_id" AND a."connector" IN ('pospal', 'suning');
UPDATE "store_bindings" b SET "valid_from" = chain."from_at", "valid_to" = chain."to_at"
FROM (SELECT "id",
        CASE WHEN row_number() OVER one = 1 THEN NULL ELSE "created_at" END AS "from_at",
        lead("created_at") OVER one AS "to_at"
      FROM "store_bindings" WHERE "whole_account"
      WINDOW one AS (PARTITION BY "account_id" ORDER BY "created_at", "id")) chain
WHERE chain."id" = b."id";

-- DropIndex
DROP INDEX "store_bindings_account_id_vendor_store_id_key";

-- CreateIndex
CREATE INDEX "store_bindings_account_id_vendor_store_id_idx" ON "store_bindings"("account_id", "vendor_store_id");

-- Of one vendor store id, or of an account that is one store, at most one binding is open.
CREATE UNIQUE INDEX "store_bindings_open_key" ON "store_bindings" ("account_id", "vendor_store_id")
  WHERE "valid_to" IS NULL AND NOT "whole_account";
CREATE UNIQUE INDEX "store_bindings_open_whole_key" ON "store_bindings" ("account_id")
  WHERE "valid_to" IS NULL AND "whole_account";

-- A store may be reported through one account until an instant, and through another from then on.
-- DropIndex
DROP INDEX "sales_sinks_binding_id_key";

-- AlterTable
ALTER TABLE "sales_sinks" DROP CONSTRAINT "sales_sinks_pkey",
ADD CONSTRAINT "sales_sinks_pkey" PRIMARY KEY ("binding_id"),
ADD COLUMN "ends_at" TIMESTAMPTZ(3);
ALTER TABLE "sales_sinks" RENAME COLUMN "bound_at" TO "starts_at";

-- CreateIndex
CREATE INDEX "sales_sinks_store_id_idx" ON "sales_sinks"("store_id");
CREATE UNIQUE INDEX "sales_sinks_open_key" ON "sales_sinks" ("store_id") WHERE "ends_at" IS NULL;

-- The hour that begins in the very instant of a binding was left out: from here on the mark alone says so.
UPDATE "sales_sinks" SET "reported_through" = "starts_at" + INTERVAL '1 millisecond' WHERE "reported_through" = "starts_at";

-- AlterTable
ALTER TABLE "legs" ADD COLUMN "order_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "legs" SET "order_at" = coalesce(
  ("state" #>> '{placement,value,placedAt}')::timestamptz, ("state" #>> '{payment,value,paidAt}')::timestamptz,
  "created_at");

-- DropIndex
DROP INDEX "legs_account_id_vendor_store_id_idx";

-- CreateIndex
CREATE INDEX "legs_account_id_vendor_store_id_order_at_id_idx" ON "legs"("account_id", "vendor_store_id", "order_at", "id");
-- Who is meant by a store code that is new.
CREATE INDEX "legs_own_store_code_idx" ON "legs" ("vendor_store_id", "id") WHERE "own_store_ids";
