-- An hour that had been reported and then changed waited for a person whom nothing told. When it is looked at to be
-- reported again, and why it waits for a person where it does, stands with the hour: a hub that dies leaves it to the
-- next, and what waits is found by partial indexes, which are empty as long as nothing does.
-- Hours of before whose latest revision is not what was last reported are looked at once.
ALTER TABLE "sales_hours" ADD COLUMN "revised_at" TIMESTAMPTZ(3), ADD COLUMN "restate_at" TIMESTAMPTZ(3),
  ADD COLUMN "asks" TEXT, ADD COLUMN "asks_account_id" UUID;

UPDATE "sales_hours" SET "restate_at" = now() WHERE "revision" > 1;

CREATE INDEX "sales_hours_restate_idx" ON "sales_hours" ("restate_at") WHERE restate_at IS NOT NULL;
CREATE INDEX "sales_hours_differs_idx" ON "sales_hours" ("hour_start", "store_id")
  WHERE restate_at IS NOT NULL OR asks IS NOT NULL;
CREATE INDEX "sales_hours_asks_idx" ON "sales_hours" ("asks_account_id", "asks") WHERE asks IS NOT NULL;
