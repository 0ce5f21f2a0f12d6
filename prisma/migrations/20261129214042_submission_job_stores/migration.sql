-- A job over all stores went from one to the next, so that one which could not be derived, or whose account took no
-- reports, kept it from all after it. Each store of a job has a row of its own: how far it is, when it is looked at
-- again, what was tried in vain, and how many of its hours were left and why.
-- Breaks no hub: the columns were added since the last version, and no hub of that has such jobs.

CREATE TABLE "submission_job_stores" (
    "job_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "done_through" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "waits" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,
    "hours_left" INTEGER NOT NULL DEFAULT 0,
    "left_message" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_job_stores_pkey" PRIMARY KEY ("job_id","store_id")
);

ALTER TABLE "submission_job_stores" ADD CONSTRAINT "submission_job_stores_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "submission_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "submission_job_stores" ADD CONSTRAINT "submission_job_stores_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of jobs that are open: what they have not been through.
INSERT INTO "submission_job_stores" ("job_id", "store_id", "done_through", "due_at")
SELECT j."id", k."store_id", CASE WHEN k."store_id" = j."at_store_id" THEN j."done_through" END, j."due_at"
FROM "submission_jobs" j
JOIN (SELECT DISTINCT "store_id" FROM "sales_sinks") k
  ON (j."store_id" IS NULL OR k."store_id" = j."store_id") AND (j."at_store_id" IS NULL OR k."store_id" >= j."at_store_id")
WHERE j."finished_at" IS NULL;

ALTER TABLE "submission_jobs" DROP COLUMN "at_store_id", DROP COLUMN "done_through", DROP COLUMN "error_message";
