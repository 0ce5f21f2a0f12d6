-- What comes again and again is counted instead of kept: a body without an idempotency key that equals one which
-- still waits, and of one key the conflicts beyond the first ten. Anybody who knows a path-mode address, or has a
-- broken sender, filled the disk with one body.
-- A hub of the version before goes on beside one of this version: it counts nothing, and keeps each of them.

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "times" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "delivery_keys" ADD COLUMN "conflicts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "last_conflict_id" UUID;

-- Written by hand: the bodies that wait, by what a repeat is known by.
CREATE INDEX "deliveries_waiting_body_idx" ON "deliveries" ("account_id", "body_hash")
WHERE state = 'pending' AND key IS NULL;
