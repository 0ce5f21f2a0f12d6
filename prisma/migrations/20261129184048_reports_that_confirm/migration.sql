-- A report that covers and whose answer was lost may arrive after a later one with other figures, and cover that: then
-- the vendor has what was said first, and nobody can read it there. Ten minutes after the last such attempt an hour is
-- looked at (confirm_at), and the figures that hold are sent once more, to the same store at the vendor.
-- Earlier reports do not say to which store they went: it is that of the binding.
ALTER TABLE "submissions" ADD COLUMN "vendor_store_id" TEXT, ADD COLUMN "confirm_at" TIMESTAMPTZ(3);

UPDATE "submissions" SET "confirm_at" = now()
WHERE "cover" AND "unknown_at" IS NOT NULL AND "hour_start" > now() - INTERVAL '35 days';

-- Hours to look at, and those of which it could not be made sure: few, however long the history grows.
CREATE INDEX "submissions_confirm_idx" ON "submissions" ("confirm_at") WHERE confirm_at IS NOT NULL;
CREATE INDEX "submissions_unconfirmed_idx" ON "submissions" ("account_id") WHERE error_code = 'unconfirmed';
