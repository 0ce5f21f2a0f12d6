-- Where a vendor lists and counts calls, a fetch for each open leg and step of the schedule cost five calls an order. One
-- listing shows a hundred of them: a leg that can be listed waits for the next listing that reaches back to it
-- (listed_at), is looked for by a listing of its own stretch from look_at on, and is fetched by itself (due_at) only
-- once a listing that should have shown it did not.
-- A hub of the version before goes on beside one of this version: what it schedules (due_at, no listed_at) is fetched.
ALTER TABLE "refreshes" ALTER COLUMN "due_at" DROP NOT NULL,
ADD COLUMN     "listed_at" TIMESTAMPTZ(3),
ADD COLUMN     "look_at" TIMESTAMPTZ(3),
ADD COLUMN     "stream" TEXT;

-- How many orders one page holds, and when the next listing of older open legs may be.
ALTER TABLE "coverage_streams" ADD COLUMN     "page_rows" INTEGER,
ADD COLUMN     "page_rows_until" TIMESTAMPTZ(3),
ADD COLUMN     "look_due_at" TIMESTAMPTZ(3);

CREATE INDEX "refreshes_account_id_listed_at_idx" ON "refreshes"("account_id", "listed_at");
CREATE INDEX "refreshes_look_idx" ON "refreshes" ("account_id", "look_at") WHERE due_at IS NULL;

-- Pospal is the one vendor today that both lists by creation and fetches.
UPDATE "refreshes" r SET listed_at = legs.order_at, look_at = now(), due_at = NULL
FROM legs WHERE legs.id = r.leg_id AND legs.connector = 'pospal' AND r.failures = 0;
