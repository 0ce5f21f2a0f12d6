-- An hour was derived ten minutes after its end, whether its sources had been read so far or not, and nothing told the
-- one from the other. It now waits for them for at most two hours, and is provisional where it could not wait longer.

-- AlterTable
ALTER TABLE "sales_hours" ADD COLUMN "provisional" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "sales_hours_provisional_idx" ON "sales_hours" ("store_id", "hour_start") WHERE "provisional";
