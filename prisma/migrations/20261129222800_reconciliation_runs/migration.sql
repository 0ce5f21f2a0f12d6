-- Orders were compared when they changed and when a patience was over, never all of them: what no change tells of (a
-- rule that is new, a time in which nothing was compared) stayed unseen. A run compares every order of a period. Its row
-- says what it is to look at, how far it is and what it has seen; its counts and what differed have rows of their own.

-- CreateTable
CREATE TABLE "reconciliation_runs" (
    "id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "scheduled_for" TIMESTAMPTZ(3),
    "scope" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "store_id" UUID,
    "account_id" UUID,
    "rule" TEXT,
    "is_unplaced" BOOLEAN NOT NULL DEFAULT false,
    "after_at" TIMESTAMPTZ(3),
    "after_id" UUID,
    "compared" INTEGER NOT NULL DEFAULT 0,
    "agreeing" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "not_comparable" INTEGER NOT NULL DEFAULT 0,
    "differing" INTEGER NOT NULL DEFAULT 0,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "closed" INTEGER NOT NULL DEFAULT 0,
    "orders_left" INTEGER NOT NULL DEFAULT 0,
    "is_cut_short" BOOLEAN NOT NULL DEFAULT false,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error_message" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_runs_scheduled_for_key" ON "reconciliation_runs"("scheduled_for");

-- CreateIndex
CREATE INDEX "reconciliation_runs_scope_id_idx" ON "reconciliation_runs"("scope", "id");
CREATE INDEX "reconciliation_runs_open_idx" ON "reconciliation_runs"("id") WHERE "finished_at" IS NULL;

-- CreateTable
CREATE TABLE "reconciliation_run_counts" (
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "reconciliation_run_counts_pkey" PRIMARY KEY ("run_id","kind","rule","detail"),
    CONSTRAINT "reconciliation_run_counts_kind" CHECK ("kind" IN ('silent', 'differing', 'left'))
);

-- AddForeignKey
ALTER TABLE "reconciliation_run_counts" ADD CONSTRAINT "reconciliation_run_counts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconciliation_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "reconciliation_run_differences" (
    "run_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "store_id" UUID,
    "account_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_run_differences_pkey" PRIMARY KEY ("run_id","id")
);

-- AddForeignKey
ALTER TABLE "reconciliation_run_differences" ADD CONSTRAINT "reconciliation_run_differences_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconciliation_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "comparing_alive" (
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comparing_alive_pkey" PRIMARY KEY ("what")
);
