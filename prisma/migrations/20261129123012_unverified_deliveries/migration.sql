-- An account whose deliveries were all refused, for a secret that is not the shop's, looked well: nothing was kept but
-- a counter of the hub. One row an account says how many were refused since a right one, and why the last was.
-- A hub of the version before goes on beside one of this version: it does not know the table.

-- CreateTable
CREATE TABLE "unverified_deliveries" (
    "account_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "unverified_deliveries_pkey" PRIMARY KEY ("account_id")
);
