-- A discrepancy said what would mend it, and nobody could ask the hub for it. A repair is now a row: planned from what the
-- vendors say when they are asked anew, approved by a person or by the account's policy, begun once, and verified by the
-- comparison after it. What only looks again may be begun without a person; the database refuses anything else so.

-- CreateTable
CREATE TABLE "repairs" (
    "id" UUID NOT NULL,
    "discrepancy_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "leg_id" UUID,
    "order_id" UUID,
    "store_id" UUID,
    "hour_start" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "by_policy" BOOLEAN NOT NULL,
    "asked_by" TEXT,
    "text_id" UUID,
    "fingerprint" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "fetch_asked_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3),
    "approved_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "begun_at" TIMESTAMPTZ(3),
    "ref" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "why" TEXT,
    "detail" JSONB,
    "error_code" TEXT,
    "error_message" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "verify_at" TIMESTAMPTZ(3),
    "verified" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repairs_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "repairs_kind" CHECK ("kind" IN ('place', 'ship', 'complete', 'cancel', 'fetch', 'list', 'replay', 'derive', 'submit')),
    CONSTRAINT "repairs_state" CHECK ("state" IN ('fetching', 'planned', 'approved', 'begun', 'done', 'failed', 'not_done', 'dismissed')),
    CONSTRAINT "repairs_by_policy" CHECK (NOT "by_policy" OR "kind" IN ('fetch', 'list', 'replay', 'derive')),
    CONSTRAINT "repairs_for_somebody" CHECK ("begun_at" IS NULL OR "by_policy" OR "approved_at" IS NOT NULL),
    CONSTRAINT "repairs_ended" CHECK (("state" IN ('done', 'failed', 'not_done', 'dismissed')) = ("ended_at" IS NOT NULL)),
    CONSTRAINT "repairs_begun" CHECK ("state" NOT IN ('begun', 'done', 'failed') OR ("begun_at" IS NOT NULL AND "ref" IS NOT NULL)),
    CONSTRAINT "repairs_verified" CHECK ("verified" IN ('mended', 'not_mended') AND "verified_at" IS NOT NULL OR "verified" IS NULL)
);

-- CreateIndex: one repair of a discrepancy at a time.
CREATE UNIQUE INDEX "repairs_live_key" ON "repairs"("discrepancy_id") WHERE "state" IN ('fetching', 'planned', 'approved', 'begun');
CREATE INDEX "repairs_due_idx" ON "repairs"("due_at") WHERE "state" IN ('fetching', 'planned', 'approved', 'begun');
CREATE INDEX "repairs_unverified_idx" ON "repairs"("verify_at") WHERE "state" = 'done' AND "verified" IS NULL;
CREATE INDEX "repairs_begun_by_policy_idx" ON "repairs"("begun_at") WHERE "by_policy" AND "begun_at" IS NOT NULL;
CREATE INDEX "repairs_not_mended_idx" ON "repairs"("verified_at") WHERE "verified" = 'not_mended';

-- CreateIndex
CREATE INDEX "repairs_discrepancy_id_id_idx" ON "repairs"("discrepancy_id", "id");
CREATE INDEX "repairs_state_id_idx" ON "repairs"("state", "id");
CREATE INDEX "repairs_rule_id_idx" ON "repairs"("rule", "id");
CREATE INDEX "repairs_account_id_id_idx" ON "repairs"("account_id", "id");
CREATE INDEX "repairs_store_id_id_idx" ON "repairs"("store_id", "id");
CREATE INDEX "repairs_order_id_id_idx" ON "repairs"("order_id", "id");

-- AddForeignKey
ALTER TABLE "repairs" ADD CONSTRAINT "repairs_discrepancy_id_fkey" FOREIGN KEY ("discrepancy_id") REFERENCES "discrepancies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
