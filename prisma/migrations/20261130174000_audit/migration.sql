-- Who changed what, from where and why: one row an act, written in the change's own transaction and never changed. What is
-- committed is sealed in an order of its own by a chain of hashes, so that a row that was altered, added or taken away
-- later is found. A reason is kept beside its row, which holds a digest of it: people's words can be erased, and the chain
-- still stands.

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT,
    "address" TEXT,
    "client" TEXT,
    "act" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject_id" TEXT,
    "before" JSON,
    "after" JSON,
    "reason_digest" BYTEA,
    "bulk_id" UUID,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_reasons" (
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "nonce" BYTEA NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "audit_reasons_pkey" PRIMARY KEY ("at","entry_id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("at","entry_id")
);

-- CreateTable
CREATE TABLE "audit_seals" (
    "seq" BIGINT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "entry_id" UUID NOT NULL,
    "entry_at" TIMESTAMPTZ(3) NOT NULL,
    "entry_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("sealed_at","seq")
) PARTITION BY RANGE ("sealed_at");

-- CreateTable
CREATE TABLE "audit_chain" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_dropped_months" (
    "month" TIMESTAMPTZ(3) NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "last_hash" BYTEA NOT NULL,
    "dropped_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_dropped_months_pkey" PRIMARY KEY ("month")
);

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_at_id_idx" ON "audit_entries"("actor_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_act_at_id_idx" ON "audit_entries"("act", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_at_id_idx" ON "audit_entries"("subject_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_seals_seq_idx" ON "audit_seals"("seq");

-- CreateIndex
CREATE INDEX "audit_seals_entry_id_idx" ON "audit_seals"("entry_id");

-- CreateIndex
CREATE INDEX "audit_reasons_text_idx" ON "audit_reasons" USING hash ("text");

-- The chain begins with zeros; whoever seals holds this row.
ALTER TABLE "audit_chain" ADD CONSTRAINT "audit_chain_is_one" CHECK ("id" = 1);
INSERT INTO "audit_chain" ("seq", "hash", "sealed_at") VALUES (0, decode(repeat('00', 32), 'hex'), 'epoch');

CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON "audit_seals"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON "audit_seals"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_dropped_months_append_only BEFORE UPDATE OR DELETE ON "audit_dropped_months"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_dropped_months_no_truncate BEFORE TRUNCATE ON "audit_dropped_months"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A reason can be erased, and never be another.
CREATE TRIGGER audit_reasons_as_said BEFORE UPDATE ON "audit_reasons"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_reasons_no_truncate BEFORE TRUNCATE ON "audit_reasons"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whatever is committed waits for its seal, whichever way it was written.
CREATE FUNCTION audit_wait_for_seal() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "audit_unsealed" ("entry_id", "at") VALUES (NEW."id", NEW."at");
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entries_wait_for_seal AFTER INSERT ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION audit_wait_for_seal();

-- Every partitioned table of ours is by month, so the list of them is the catalog's. A trigger that refuses TRUNCATE of a
-- parent says nothing of its parts: those of the audit have their own.
CREATE OR REPLACE FUNCTION ensure_partitions(from_time TIMESTAMPTZ, months INT) RETURNS VOID
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  parent TEXT;
  child TEXT;
  month_start TIMESTAMPTZ;
  storage TEXT;
BEGIN
  -- One caller at a time: CREATE TABLE IF NOT EXISTS alone can fail when two create the same name.
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
  FOR parent IN
    SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
     WHERE c.relnamespace = 'public'::regnamespace ORDER BY c.relname
  LOOP
    -- What fits a page stays in its row as it is: compressing it and moving it out of line, which
    -- otherwise begins at 2 KB, costs several times the insert itself.
    storage := CASE WHEN parent IN ('payloads', 'ledger_entries') THEN ' WITH (toast_tuple_target = 8160)' ELSE '' END;
    FOR step IN 0..months LOOP
      month_start := date_trunc('month', from_time) + make_interval(months => step);
      child := parent || '_' || to_char(month_start, 'YYYY_MM');
      CONTINUE WHEN to_regclass('partitions.' || quote_ident(child)) IS NOT NULL;
      EXECUTE format(
        'CREATE TABLE partitions.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)' || storage,
        child, parent, month_start, month_start + INTERVAL '1 month');
      IF parent LIKE 'audit\_%' THEN
        EXECUTE format(
          'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON partitions.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()',
          child);
      END IF;
    END LOOP;
  END LOOP;
END $$;

SELECT ensure_partitions(now() - INTERVAL '1 month', 4);

-- Who was shown an order's contacts stands in the audit too, since there is a table of it.
CREATE FUNCTION audit_reveal(shown "reveals") RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  salt BYTEA := uuid_send(gen_random_uuid());
BEGIN
  INSERT INTO "audit_entries" ("id", "at", "actor_kind", "actor_id", "actor_name", "act", "subject_kind", "subject_id",
                               "reason_digest")
  VALUES (shown."id", shown."at", shown."actor_kind", shown."actor_id",
          (SELECT k."name" FROM "api_keys" k WHERE k."id" = shown."actor_id"), 'order.revealed', 'order',
          shown."order_id"::text, sha256(salt || convert_to(shown."reason", 'UTF8')));
  INSERT INTO "audit_reasons" ("entry_id", "at", "nonce", "text")
  VALUES (shown."id", shown."at", salt, shown."reason");
END $$;

DO $$
DECLARE
  month_start TIMESTAMPTZ;
BEGIN
  SET LOCAL timezone = 'UTC';
  FOR month_start IN SELECT DISTINCT date_trunc('month', "at") FROM "reveals" ORDER BY 1 LOOP
    PERFORM ensure_partitions(month_start, 0);
  END LOOP;
END $$;
SELECT audit_reveal(r) FROM "reveals" r ORDER BY r."id";

-- A hub of the version before writes no row of the audit: its reveals get theirs at their commit.
CREATE FUNCTION audit_reveal_unless_told() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "audit_entries" e WHERE e."at" = NEW."at" AND e."id" = NEW."id") THEN
    PERFORM audit_reveal(NEW);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reveals_are_audited AFTER INSERT ON "reveals" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_reveal_unless_told();
