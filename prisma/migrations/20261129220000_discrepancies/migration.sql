-- Where the vendors' stories of an order differ was for people to find, each time anew. A difference that a rule finds is
-- now kept as a discrepancy until it ends: one row a subject, rule and key, with its evidence, and a history that is only
-- ever added to. What people write stands in a table of its own, from which it can be erased.

-- CreateTable
CREATE TABLE "discrepancies" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "order_id" UUID,
    "store_id" UUID,
    "account_id" UUID,
    "hour_start" TIMESTAMPTZ(3),
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "judged" TEXT,
    "repairs" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "times_opened" INTEGER NOT NULL DEFAULT 1,
    "assignee" TEXT,
    "incident_id" UUID,

    CONSTRAINT "discrepancies_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "discrepancies_state" CHECK ("state" IN ('open', 'dismissed', 'accepted', 'closed')),
    CONSTRAINT "discrepancies_closed" CHECK (("state" = 'closed') = ("closed_at" IS NOT NULL))
);

-- CreateIndex
CREATE INDEX "discrepancies_subject_idx" ON "discrepancies"("subject", "rule", "key");
CREATE UNIQUE INDEX "discrepancies_live_key" ON "discrepancies"("subject", "rule", "key") WHERE "state" <> 'closed';

-- CreateTable
CREATE TABLE "discrepancy_events" (
    "id" UUID NOT NULL,
    "discrepancy_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT,
    "text_id" UUID,
    "detail" JSONB,

    CONSTRAINT "discrepancy_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "discrepancy_events_discrepancy_id_id_idx" ON "discrepancy_events"("discrepancy_id", "id");

-- AddForeignKey
ALTER TABLE "discrepancy_events" ADD CONSTRAINT "discrepancy_events_discrepancy_id_fkey" FOREIGN KEY ("discrepancy_id") REFERENCES "discrepancies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER discrepancy_events_append_only BEFORE UPDATE OR DELETE ON "discrepancy_events"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER discrepancy_events_no_truncate BEFORE TRUNCATE ON "discrepancy_events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- CreateTable
CREATE TABLE "discrepancy_texts" (
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "discrepancy_texts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comparison_dues" (
    "order_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comparison_dues_pkey" PRIMARY KEY ("order_id")
);

-- CreateIndex
CREATE INDEX "comparison_dues_due_at_idx" ON "comparison_dues"("due_at");
