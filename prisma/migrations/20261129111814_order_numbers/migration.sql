-- A shop's number may name an order only together with its store or day, and two orders may carry one number: a leg keeps
-- the number as the shop writes it beside the one that names it, and what its number was first given to. An account keeps
-- what its dated settings were before a change, because they hold for older orders.
-- Breaks hubs before 0.3.0: they would fold two orders of one number into one.

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "config_past" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "legs" ADD COLUMN     "claims" JSONB,
ADD COLUMN     "document_no" TEXT,
ADD COLUMN     "number_flag" TEXT,
ADD COLUMN     "order_no" TEXT;

CREATE INDEX "legs_order_no_idx" ON "legs" ("account_id", "order_no") WHERE "order_no" IS NOT NULL;
CREATE INDEX "legs_document_no_idx" ON "legs" ("account_id", "document_no") WHERE "document_no" IS NOT NULL;

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
