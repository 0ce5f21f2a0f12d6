-- Revisions grow without end, the more as late changes make them at once: one partition a month, as what else grows.
-- What is asked for all the time (an hour's latest figures, which revision a submission reports) stands in the hour
-- and in the submission themselves; a revision is found by its id and time.
-- Breaks hubs before 0.4.0: they write revisions, hours and submissions without the columns that are required here.

ALTER TABLE "submissions" DROP CONSTRAINT "submissions_revision_id_fkey";
ALTER TABLE "hourly_revisions" RENAME TO "hourly_revisions_before";
ALTER TABLE "hourly_revisions_before" DROP CONSTRAINT "hourly_revisions_pkey";
DROP INDEX "hourly_revisions_store_id_hour_start_revision_key";

-- CreateTable
CREATE TABLE "hourly_revisions" (
    "id" UUID NOT NULL,
    "derived_at" TIMESTAMPTZ(3) NOT NULL,
    "store_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "hour_end" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "items" BIGINT NOT NULL,
    "lines" BIGINT NOT NULL,
    "gross_fen" BIGINT,
    "discount_fen" BIGINT,
    "freight_fen" BIGINT,
    "packaging_fen" BIGINT,
    "service_fen" BIGINT,
    "rounding_fen" BIGINT,
    "refund_fen" BIGINT,
    "why" TEXT[],
    "rule_versions" INTEGER[],
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "seen_through" TIMESTAMPTZ(3) NOT NULL,
    "seen_orders" UUID[],
    "seen_seqs" INTEGER[],

    CONSTRAINT "hourly_revisions_pkey" PRIMARY KEY ("derived_at","id")
) PARTITION BY RANGE ("derived_at");

-- CreateIndex
CREATE INDEX "hourly_revisions_store_id_hour_start_revision_idx" ON "hourly_revisions"("store_id", "hour_start", "revision");

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
                                'hourly_revisions'] LOOP
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

-- A revision's time is the millisecond inside its id; those of before were stamped a moment earlier.
CREATE FUNCTION pg_temp.moment_of(id UUID, otherwise TIMESTAMPTZ) RETURNS TIMESTAMPTZ LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN substr(id::text, 15, 1) = '7'
    THEN 'epoch'::timestamptz + ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint * INTERVAL '1 millisecond'
    ELSE otherwise END
$$;

-- Their months, and no other table's: those may have been dropped.
DO $$
DECLARE
  month_start TIMESTAMPTZ;
BEGIN
  SET LOCAL timezone = 'UTC';
  FOR month_start IN
    SELECT DISTINCT date_trunc('month', pg_temp.moment_of(id, derived_at)) FROM "hourly_revisions_before"
  LOOP
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS partitions.%I PARTITION OF public.hourly_revisions FOR VALUES FROM (%L) TO (%L)',
      'hourly_revisions_' || to_char(month_start, 'YYYY_MM'), month_start, month_start + INTERVAL '1 month');
  END LOOP;
END $$;

INSERT INTO "hourly_revisions" ("id", "derived_at", "store_id", "hour_start", "hour_end", "revision", "total_fen",
  "orders", "items", "lines", "why", "seen_through")
SELECT "id", pg_temp.moment_of("id", "derived_at"), "store_id", "hour_start", "hour_end", "revision", "total_fen",
  "orders", "items", "lines", CASE WHEN "revision" = 1 THEN ARRAY['first'] ELSE '{}' END, "derived_at"
FROM "hourly_revisions_before";

CREATE TRIGGER hourly_revisions_append_only BEFORE UPDATE OR DELETE ON "hourly_revisions"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hourly_revisions_no_truncate BEFORE TRUNCATE ON "hourly_revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- AlterTable
ALTER TABLE "sales_hours" ADD COLUMN "revision_id" UUID,
ADD COLUMN "derived_at" TIMESTAMPTZ(3),
ADD COLUMN "total_fen" BIGINT,
ADD COLUMN "orders" INTEGER,
ADD COLUMN "items" BIGINT,
ADD COLUMN "lines" BIGINT,
ADD COLUMN "gross_fen" BIGINT,
ADD COLUMN "discount_fen" BIGINT,
ADD COLUMN "freight_fen" BIGINT,
ADD COLUMN "packaging_fen" BIGINT,
ADD COLUMN "service_fen" BIGINT,
ADD COLUMN "rounding_fen" BIGINT,
ADD COLUMN "refund_fen" BIGINT;

UPDATE "sales_hours" h SET "revision_id" = r."id", "derived_at" = pg_temp.moment_of(r."id", r."derived_at"),
  "total_fen" = r."total_fen", "orders" = r."orders", "items" = r."items", "lines" = r."lines"
FROM "hourly_revisions_before" r
WHERE r."store_id" = h."store_id" AND r."hour_start" = h."hour_start" AND r."revision" = h."revision";

ALTER TABLE "sales_hours" ALTER COLUMN "revision_id" SET NOT NULL,
ALTER COLUMN "derived_at" SET NOT NULL,
ALTER COLUMN "total_fen" SET NOT NULL,
ALTER COLUMN "orders" SET NOT NULL,
ALTER COLUMN "items" SET NOT NULL,
ALTER COLUMN "lines" SET NOT NULL;

-- AlterTable
ALTER TABLE "submissions" ADD COLUMN "revision" INTEGER,
ADD COLUMN "revision_at" TIMESTAMPTZ(3);

UPDATE "submissions" s SET "revision" = r."revision", "revision_at" = pg_temp.moment_of(r."id", r."derived_at")
FROM "hourly_revisions_before" r WHERE r."id" = s."revision_id";

ALTER TABLE "submissions" ALTER COLUMN "revision" SET NOT NULL,
ALTER COLUMN "revision_at" SET NOT NULL;

DROP TABLE "hourly_revisions_before";

-- An id that sorts by its time, as the hub makes them: of version 7, the rest random.
CREATE FUNCTION uuid_v7(at TIMESTAMPTZ) RETURNS UUID LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
    || substr(gen_random_uuid()::text, 16))::uuid
$$;

UPDATE "hub_requirements" SET "min_hub_version" = '0.4.0';
