-- What the nightly sweep finds: hours whose latest revision differs from the ledger though nothing marks them.
-- Nothing should; if something does, it is to be seen. A hub of the version before goes on beside this one.

-- CreateTable
CREATE TABLE "hour_differences" (
    "store_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "items" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hour_differences_pkey" PRIMARY KEY ("store_id","hour_start")
);

-- CreateTable
CREATE TABLE "hour_sweeps" (
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "differences" INTEGER NOT NULL,

    CONSTRAINT "hour_sweeps_pkey" PRIMARY KEY ("finished_at")
);

-- AddForeignKey
ALTER TABLE "hour_differences" ADD CONSTRAINT "hour_differences_store_id_hour_start_fkey" FOREIGN KEY ("store_id", "hour_start") REFERENCES "sales_hours"("store_id", "hour_start") ON DELETE CASCADE ON UPDATE CASCADE;
