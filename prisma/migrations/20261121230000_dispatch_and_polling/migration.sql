-- Commands to vendors with their history, product mappings, shared call quotas, the windows of polled sources
-- and the refreshing of legs that are not in an end state.

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "flags_since" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "contacts" ADD COLUMN     "member_no" TEXT;

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "replayed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "legs" ADD COLUMN     "opened_by" TEXT NOT NULL DEFAULT 'live';

-- CreateTable
CREATE TABLE "product_mappings" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "item_name" TEXT NOT NULL,
    "item_spec" TEXT NOT NULL DEFAULT '',
    "product_uid" TEXT NOT NULL,
    "units" DECIMAL NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_mappings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_quotas" (
    "key" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "limit_calls" INTEGER,
    "used_calls" INTEGER NOT NULL DEFAULT 0,
    "read_at" TIMESTAMPTZ(3),
    "empty_until" TIMESTAMPTZ(3),
    "polling_from" TIMESTAMPTZ(3),

    CONSTRAINT "call_quotas_pkey" PRIMARY KEY ("key","period_start")
);

-- CreateTable
CREATE TABLE "leg_markers" (
    "account_id" UUID NOT NULL,
    "marker" TEXT NOT NULL,
    "leg_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leg_markers_pkey" PRIMARY KEY ("account_id","marker")
);

-- CreateTable
CREATE TABLE "dispatches" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "leg_id" UUID NOT NULL,
    "store_id" UUID,
    "vendor_no" TEXT,
    "marker" TEXT,
    "cause" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "write_before" TIMESTAMPTZ(3),
    "stated_at" TIMESTAMPTZ(3),
    "finds" INTEGER NOT NULL DEFAULT 0,
    "found_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "detail" JSONB,
    "resolved_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispatches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispatch_attempts" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "dispatch_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "request" JSONB,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "vendor_code" TEXT,
    "message" TEXT,

    CONSTRAINT "dispatch_attempts_pkey" PRIMARY KEY ("started_at","id")
) PARTITION BY RANGE ("started_at");

-- CreateTable
CREATE TABLE "coverage_streams" (
    "account_id" UUID NOT NULL,
    "stream" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coverage_streams_pkey" PRIMARY KEY ("account_id","stream")
);

-- CreateTable
CREATE TABLE "windows" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "stream" TEXT NOT NULL,
    "backfill_id" UUID,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "windows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backfills" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "backfills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refreshes" (
    "leg_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "refreshes_pkey" PRIMARY KEY ("leg_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "product_mappings_account_id_item_name_item_spec_key" ON "product_mappings"("account_id", "item_name", "item_spec");

-- CreateIndex
CREATE INDEX "leg_markers_leg_id_idx" ON "leg_markers"("leg_id");

-- CreateIndex
CREATE UNIQUE INDEX "dispatches_leg_id_account_id_kind_key" ON "dispatches"("leg_id", "account_id", "kind");

-- CreateIndex
CREATE INDEX "dispatch_attempts_dispatch_id_idx" ON "dispatch_attempts"("dispatch_id");

-- CreateIndex
CREATE INDEX "windows_account_id_stream_from_at_idx" ON "windows"("account_id", "stream", "from_at");

-- CreateIndex
CREATE INDEX "windows_backfill_id_idx" ON "windows"("backfill_id");

-- CreateIndex
CREATE INDEX "refreshes_account_id_due_at_idx" ON "refreshes"("account_id", "due_at");

-- AddForeignKey
ALTER TABLE "product_mappings" ADD CONSTRAINT "product_mappings_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leg_markers" ADD CONSTRAINT "leg_markers_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "windows" ADD CONSTRAINT "windows_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "windows" ADD CONSTRAINT "windows_backfill_id_fkey" FOREIGN KEY ("backfill_id") REFERENCES "backfills"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The attempts of dispatches grow without end: one partition a month, as the others.
CREATE OR REPLACE FUNCTION ensure_partitions(from_time TIMESTAMPTZ, months INT) RETURNS VOID
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  parent TEXT;
  month_start TIMESTAMPTZ;
  storage TEXT;
BEGIN
  -- One caller at a time: CREATE TABLE IF NOT EXISTS alone can fail when two create the same name.
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['deliveries', 'payloads', 'ledger_entries', 'submission_attempts', 'dispatch_attempts'] LOOP
    -- What fits a page stays in its row as it is: compressing it and moving it out of line, which
    -- otherwise begins at 2 KB, costs several times the insert itself.
    storage := CASE WHEN parent IN ('payloads', 'ledger_entries') THEN ' WITH (toast_tuple_target = 8160)' ELSE '' END;
    FOR step IN 0..months LOOP
      month_start := date_trunc('month', from_time) + make_interval(months => step);
      EXECUTE format(
        'CREATE TABLE IF NOT EXISTS partitions.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)' || storage,
        parent || '_' || to_char(month_start, 'YYYY_MM'), parent,
        month_start, month_start + INTERVAL '1 month');
    END LOOP;
  END LOOP;
END $$;

SELECT ensure_partitions(now() - INTERVAL '1 month', 4);

-- Work that waits. Partial indexes stay small however long the history grows.
CREATE INDEX "dispatches_due_idx" ON "dispatches" ("account_id", "due_at") WHERE state IN ('waiting', 'unknown');
CREATE INDEX "dispatches_shown_idx" ON "dispatches" ("state", "id") WHERE state NOT IN ('done', 'withdrawn');
CREATE INDEX "windows_due_idx" ON "windows" ("account_id", "due_at") WHERE state <> 'closed';

-- Orders from before are looked at once more, so that their open legs are fetched again.
INSERT INTO "order_changes" ("consumer", "order_id", "changed_at")
SELECT 'polling', "id", now() FROM "orders" WHERE "created_at" > now() - INTERVAL '31 days';
