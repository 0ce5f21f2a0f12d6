-- Erasing a person: which legs have no person any more, what was done and why, and by what everything of a person that is
-- kept is found. The rows outlive the person and hold nothing of one.

-- CreateTable
CREATE TABLE "privacy_acts" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "asked_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "leg_ids" UUID[],
    "delivery_ids" UUID[],

    CONSTRAINT "privacy_acts_pkey" PRIMARY KEY ("id")
);

CREATE TRIGGER privacy_acts_append_only BEFORE UPDATE OR DELETE ON "privacy_acts"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER privacy_acts_no_truncate BEFORE TRUNCATE ON "privacy_acts"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- CreateTable
CREATE TABLE "erasure_counts" (
    "act_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "erasure_counts_pkey" PRIMARY KEY ("act_id","what")
);

-- A leg is named as its vendor names it: after an old backup is restored it may be recorded anew, under another id.
-- CreateTable
CREATE TABLE "erased_legs" (
    "account_id" UUID NOT NULL,
    "vendor_no" TEXT NOT NULL,
    "act_id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_legs_pkey" PRIMARY KEY ("account_id","vendor_no")
);

CREATE TRIGGER erased_legs_append_only BEFORE UPDATE OR DELETE ON "erased_legs"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erased_legs_no_truncate BEFORE TRUNCATE ON "erased_legs"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The bytes of a page are kept for the orders that it changed; it may show others, too. The same of a delivery that changed
-- nothing, of a shop whose numbers repeat. Partitioned as the payloads are, so that both go together.
-- CreateTable
CREATE TABLE "shown_legs" (
    "leg_id" UUID NOT NULL,
    "payload_id" UUID NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shown_legs_pkey" PRIMARY KEY ("stored_at","leg_id","payload_id")
) PARTITION BY RANGE ("stored_at");

-- CreateIndex
CREATE INDEX "shown_legs_leg_id_idx" ON "shown_legs"("leg_id");

CREATE OR REPLACE FUNCTION ensure_partitions(from_time TIMESTAMPTZ, months INT) RETURNS VOID
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  parent TEXT;
  month_start TIMESTAMPTZ;
  storage TEXT;
BEGIN
  -- One caller at a time: CREATE TABLE IF NOT EXISTS alone can fail when two create the same name.
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['deliveries', 'payloads', 'ledger_entries', 'submission_attempts', 'dispatch_attempts',
                                'hourly_revisions', 'shown_legs'] LOOP
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

-- What people write beside their words is erasable: a text of these tables may be taken away, and nothing else of its row.
CREATE FUNCTION refuse_change_but_of_reason() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.reason = '[erased]' AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER corrections_append_only BEFORE UPDATE OR DELETE ON "corrections"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
CREATE OR REPLACE TRIGGER correction_withdrawals_append_only BEFORE UPDATE OR DELETE ON "correction_withdrawals"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
CREATE OR REPLACE TRIGGER reveals_append_only BEFORE UPDATE OR DELETE ON "reveals"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
