-- The ledger core: stores, accounts, deliveries, legs, orders, entries, hours and submissions.
-- What grows without end is partitioned by month from the start, so that retention is dropping a
-- partition. The partitions live in a schema of their own, which Prisma does not look at.

-- CreateTable
CREATE TABLE "stores" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "business_day_start" TEXT NOT NULL DEFAULT '00:00',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secrets" BYTEA NOT NULL,
    "webhook_key_hash" BYTEA,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_bindings" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "vendor_store_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_bindings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sales_sinks" (
    "store_id" UUID NOT NULL,
    "binding_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_through" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sales_sinks_pkey" PRIMARY KEY ("store_id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instances" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "worker_ids" TEXT[],

    CONSTRAINT "instances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticks" (
    "name" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticks_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "key" TEXT,
    "body_hash" BYTEA NOT NULL,
    "body_size" INTEGER NOT NULL,
    "order_references" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("received_at","id")
) PARTITION BY RANGE ("received_at");

-- CreateTable
CREATE TABLE "delivery_keys" (
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "delivery_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_keys_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateTable
CREATE TABLE "payloads" (
    "id" UUID NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "payloads_pkey" PRIMARY KEY ("stored_at","id")
) PARTITION BY RANGE ("stored_at");

-- CreateTable
CREATE TABLE "orders" (
    "id" UUID NOT NULL,
    "store_id" UUID,
    "status" TEXT NOT NULL,
    "payment" TEXT NOT NULL,
    "fulfilment" TEXT NOT NULL,
    "after_sale" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3),
    "total_fen" BIGINT,
    "sale_at" TIMESTAMPTZ(3),
    "sale_fen" BIGINT,
    "sale_items" INTEGER,
    "sale_lines" INTEGER,
    "flags" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legs" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "vendor_no" TEXT NOT NULL,
    "sell_rank" SMALLINT,
    "own_store_ids" BOOLEAN NOT NULL,
    "vendor_store_id" TEXT,
    "store_id" UUID,
    "state" JSONB NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "legs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_links" (
    "id" UUID NOT NULL,
    "leg_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "evidence" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leg_numbers" (
    "number" TEXT NOT NULL,
    "leg_id" UUID NOT NULL,

    CONSTRAINT "leg_numbers_pkey" PRIMARY KEY ("number","leg_id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "leg_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "item_name" TEXT NOT NULL,
    "item_spec" TEXT,
    "unit" TEXT,
    "quantity" DECIMAL NOT NULL,
    "unit_price" DECIMAL,
    "amount_fen" BIGINT,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("leg_id","position")
);

-- CreateTable
CREATE TABLE "contacts" (
    "leg_id" UUID NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "address" TEXT,
    "remark" TEXT,
    "phone_hash" BYTEA,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("leg_id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "leg_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "precedence" SMALLINT NOT NULL,
    "digest" BYTEA NOT NULL,
    "observation" JSONB NOT NULL,
    "changed" TEXT[],
    "flags" TEXT[],
    "payload_id" UUID,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("recorded_at","id")
) PARTITION BY RANGE ("recorded_at");

-- CreateTable
CREATE TABLE "entry_keys" (
    "leg_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "entry_keys_pkey" PRIMARY KEY ("leg_id","as_of","digest")
);

-- CreateTable
CREATE TABLE "order_changes" (
    "consumer" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "store_id_before" UUID,
    "sale_at_before" TIMESTAMPTZ(3),

    CONSTRAINT "order_changes_pkey" PRIMARY KEY ("consumer","order_id")
);

-- CreateTable
CREATE TABLE "sales_hours" (
    "store_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "hour_end" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "sales_hours_pkey" PRIMARY KEY ("store_id","hour_start")
);

-- CreateTable
CREATE TABLE "hourly_revisions" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "hour_end" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "items" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "derived_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hourly_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submissions" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "cover" BOOLEAN NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "receipt" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_attempts" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "submission_id" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "vendor_code" TEXT,
    "message" TEXT,

    CONSTRAINT "submission_attempts_pkey" PRIMARY KEY ("started_at","id")
) PARTITION BY RANGE ("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "stores_code_key" ON "stores"("code");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_webhook_key_hash_key" ON "accounts"("webhook_key_hash");

-- CreateIndex
CREATE INDEX "store_bindings_store_id_idx" ON "store_bindings"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "store_bindings_account_id_vendor_store_id_key" ON "store_bindings"("account_id", "vendor_store_id");

-- CreateIndex
CREATE UNIQUE INDEX "sales_sinks_binding_id_key" ON "sales_sinks"("binding_id");

-- CreateIndex
CREATE INDEX "sales_sinks_account_id_idx" ON "sales_sinks"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "deliveries_account_id_received_at_idx" ON "deliveries"("account_id", "received_at");

-- CreateIndex
CREATE INDEX "delivery_keys_expires_at_idx" ON "delivery_keys"("expires_at");

-- CreateIndex
CREATE INDEX "legs_order_id_idx" ON "legs"("order_id");

-- CreateIndex
CREATE INDEX "legs_account_id_vendor_store_id_idx" ON "legs"("account_id", "vendor_store_id");

-- CreateIndex
CREATE UNIQUE INDEX "legs_account_id_vendor_no_key" ON "legs"("account_id", "vendor_no");

-- CreateIndex
CREATE INDEX "order_links_leg_id_idx" ON "order_links"("leg_id");

-- CreateIndex
CREATE INDEX "order_links_order_id_idx" ON "order_links"("order_id");

-- CreateIndex
CREATE INDEX "leg_numbers_leg_id_idx" ON "leg_numbers"("leg_id");

-- CreateIndex
CREATE INDEX "contacts_phone_hash_idx" ON "contacts"("phone_hash");

-- CreateIndex
CREATE INDEX "ledger_entries_leg_id_recorded_at_idx" ON "ledger_entries"("leg_id", "recorded_at");

-- CreateIndex
CREATE INDEX "order_changes_consumer_changed_at_idx" ON "order_changes"("consumer", "changed_at");

-- CreateIndex
CREATE UNIQUE INDEX "hourly_revisions_store_id_hour_start_revision_key" ON "hourly_revisions"("store_id", "hour_start", "revision");

-- CreateIndex
CREATE INDEX "submissions_store_id_hour_start_idx" ON "submissions"("store_id", "hour_start");

-- CreateIndex
CREATE INDEX "submission_attempts_submission_id_idx" ON "submission_attempts"("submission_id");

-- CreateIndex
CREATE INDEX "submissions_hour_start_id_idx" ON "submissions"("hour_start", "id");

-- CreateIndex
CREATE INDEX "sales_hours_hour_start_store_id_idx" ON "sales_hours"("hour_start", "store_id");

-- AddForeignKey
ALTER TABLE "store_bindings" ADD CONSTRAINT "store_bindings_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_bindings" ADD CONSTRAINT "store_bindings_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sales_sinks" ADD CONSTRAINT "sales_sinks_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sales_sinks" ADD CONSTRAINT "sales_sinks_binding_id_fkey" FOREIGN KEY ("binding_id") REFERENCES "store_bindings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sales_sinks" ADD CONSTRAINT "sales_sinks_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legs" ADD CONSTRAINT "legs_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legs" ADD CONSTRAINT "legs_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leg_numbers" ADD CONSTRAINT "leg_numbers_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sales_hours" ADD CONSTRAINT "sales_hours_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hourly_revisions" ADD CONSTRAINT "hourly_revisions_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "hourly_revisions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- Partitions: one a month (UTC). The hub calls ensure_partitions at its start and daily, so that
-- there is always room ahead; there is no default partition, because a row in one would forbid
-- creating the month it belongs to.
CREATE SCHEMA "partitions";

CREATE FUNCTION ensure_partitions(from_time TIMESTAMPTZ, months INT) RETURNS VOID
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  parent TEXT;
  month_start TIMESTAMPTZ;
  storage TEXT;
BEGIN
  -- One caller at a time: CREATE TABLE IF NOT EXISTS alone can fail when two create the same name.
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['deliveries', 'payloads', 'ledger_entries', 'submission_attempts'] LOOP
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
CREATE INDEX "deliveries_pending_idx" ON "deliveries" ("due_at") WHERE state = 'pending';
CREATE INDEX "submissions_due_idx" ON "submissions" ("account_id", "due_at", "hour_start") WHERE settled_at IS NULL;
-- One revision is under way to an account once at most.
CREATE UNIQUE INDEX "submissions_one_under_way_idx" ON "submissions" ("revision_id", "account_id")
  WHERE settled_at IS NULL;
-- An hour's sales are read from the index alone.
CREATE INDEX "orders_sale_idx" ON "orders" ("store_id", "sale_at") INCLUDE ("sale_fen", "sale_items", "sale_lines")
  WHERE sale_at IS NOT NULL;

-- Append-only is kept by the database, not by good intentions.
CREATE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON "ledger_entries"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON "ledger_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_links_append_only BEFORE UPDATE OR DELETE ON "order_links"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_links_no_truncate BEFORE TRUNCATE ON "order_links"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hourly_revisions_append_only BEFORE UPDATE OR DELETE ON "hourly_revisions"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hourly_revisions_no_truncate BEFORE TRUNCATE ON "hourly_revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
