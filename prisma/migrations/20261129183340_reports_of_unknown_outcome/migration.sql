-- Whether an attempt of a submission may have got there was read from its attempts, whose months are dropped one day, and
-- for each submission of an hour by a look of its own. It stands in the submission now, for good.
ALTER TABLE "submissions" ADD COLUMN "unknown_at" TIMESTAMPTZ(3);

UPDATE "submissions" s SET "unknown_at" = a.ended
FROM (SELECT submission_id, max(coalesce(finished_at, started_at)) AS ended FROM "submission_attempts"
      WHERE outcome IS NULL OR outcome = 'outcome_unknown' GROUP BY submission_id) a
WHERE a.submission_id = s.id;

-- Of those whose attempts are gone, the state says it.
UPDATE "submissions" SET "unknown_at" = coalesce("settled_at", "created_at") WHERE "state" = 'unknown' AND "unknown_at" IS NULL;
