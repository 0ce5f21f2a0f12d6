-- A cancel waited until somebody had looked at the weaker command before it, which a till that cannot be read made for
-- ever: from when on nothing of an attempt can be under way stands in its row now, for moves too. And a till that
-- refuses for now with each answer was sent an order without end: the rounds are counted.
-- A hub of the version before goes on beside one of this version: it leaves both as they are, and what it sends has
-- no such time, so that a cancel waits as before.

-- AlterTable
ALTER TABLE "dispatches" ADD COLUMN "over_at" TIMESTAMPTZ(3);
ALTER TABLE "dispatches" ADD COLUMN "rounds" INTEGER NOT NULL DEFAULT 0;
