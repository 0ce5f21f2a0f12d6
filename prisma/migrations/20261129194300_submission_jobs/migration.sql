-- A person could ask for 31 days of one store in one call, which died with its hub. Longer periods, and those of all
-- stores, are work with a row: how far it is, how fast it may go, whether somebody stopped it.

-- CreateTable
CREATE TABLE "submission_jobs" (
    "id" UUID NOT NULL,
    "store_id" UUID,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "hours_per_minute" INTEGER NOT NULL,
    "hours" INTEGER NOT NULL,
    "at_store_id" UUID,
    "done_through" TIMESTAMPTZ(3),
    "hours_done" INTEGER NOT NULL DEFAULT 0,
    "submissions" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "hours_left" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "running_since" TIMESTAMPTZ(3) NOT NULL,
    "done_before" INTEGER NOT NULL DEFAULT 0,
    "paused_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_jobs_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "submission_jobs" ADD CONSTRAINT "submission_jobs_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
