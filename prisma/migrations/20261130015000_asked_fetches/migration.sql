-- Whoever mends asks first for what vendors say now, of orders at their end too, which refreshes know nothing of. What was
-- asked for is a row until the vendor has answered, so that it waits for a call, and why it does is seen. A stretch that is
-- listed again for the same reason is a backfill, by the calls that there are for repairs.

-- CreateTable
CREATE TABLE "asked_fetches" (
    "leg_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "asked_fetches_pkey" PRIMARY KEY ("leg_id")
);

-- CreateIndex
CREATE INDEX "asked_fetches_account_id_due_at_idx" ON "asked_fetches"("account_id", "due_at");
CREATE INDEX "asked_fetches_asked_at_idx" ON "asked_fetches"("asked_at");

-- AlterTable
ALTER TABLE "backfills" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'backfill';

-- CreateIndex: one of a stretch at a time, of those that repairs ask for.
CREATE UNIQUE INDEX "backfills_open_repair_key" ON "backfills"("account_id", "from_at", "to_at")
  WHERE "purpose" = 'repair' AND "closed_at" IS NULL;
