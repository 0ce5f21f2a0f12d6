-- A vendor may state a wrong amount or pay time and never right it. A person states the right one, by whom and why;
-- it lies over what the vendor states as long as the vendor states the same, and changes nothing of it. Withdrawing
-- one is a row of its own: both tables are append-only.
-- Breaks hubs before 0.3.0: they fold orders without them.

-- CreateTable
CREATE TABLE "corrections" (
    "id" UUID NOT NULL,
    "leg_id" UUID NOT NULL,
    "sale_fen" BIGINT,
    "total_fen" BIGINT,
    "paid_fen" BIGINT,
    "amounts_digest" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "payment_digest" TEXT,
    "reason" TEXT NOT NULL,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "corrections_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "corrections_of_amounts" CHECK (
      ("amounts_digest" IS NULL) = (num_nonnulls("sale_fen", "total_fen", "paid_fen") = 0)),
    CONSTRAINT "corrections_of_payment" CHECK (("payment_digest" IS NULL) = ("paid_at" IS NULL)),
    CONSTRAINT "corrections_state_something" CHECK (num_nonnulls("amounts_digest", "payment_digest") > 0)
);

-- CreateTable
CREATE TABLE "correction_withdrawals" (
    "correction_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "withdrawn_by" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "correction_withdrawals_pkey" PRIMARY KEY ("correction_id")
);

-- CreateIndex
CREATE INDEX "corrections_leg_id_idx" ON "corrections"("leg_id");

-- AddForeignKey
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction_withdrawals" ADD CONSTRAINT "correction_withdrawals_correction_id_fkey" FOREIGN KEY ("correction_id") REFERENCES "corrections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER corrections_append_only BEFORE UPDATE OR DELETE ON "corrections"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER corrections_no_truncate BEFORE TRUNCATE ON "corrections"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_withdrawals_append_only BEFORE UPDATE OR DELETE ON "correction_withdrawals"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_withdrawals_no_truncate BEFORE TRUNCATE ON "correction_withdrawals"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
