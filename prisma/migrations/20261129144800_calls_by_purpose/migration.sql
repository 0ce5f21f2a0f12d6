-- Polling's calls were spread evenly over a period, so that a backfill waited while most of them lay unused. Now what
-- the rest of the period will need is reserved and the rest is free: for that each call is counted by its purpose, and
-- how many listings a caller's live streams ask for is kept beside. What others called in the same name is counted
-- apart from our own calls, so that one of ours which was not made can be given back. A vendor is asked for its count
-- at a time that all hubs share, across restarts too.
-- A hub of the version before goes on beside one of this version: what it calls is counted without a purpose.

-- AlterTable
ALTER TABLE "call_quotas" ADD COLUMN "other_calls" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "read_due_at" TIMESTAMPTZ(3),
ADD COLUMN "read_failures" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "call_uses" (
    "key" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "purpose" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "call_uses_pkey" PRIMARY KEY ("key","period_start","purpose")
);

-- CreateTable
CREATE TABLE "caller_needs" (
    "key" TEXT NOT NULL,
    "listings_per_hour" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "caller_needs_pkey" PRIMARY KEY ("key")
);
