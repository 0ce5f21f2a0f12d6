-- Who was shown the contacts of an order, when and why. Nobody takes a row back.

-- CreateTable
CREATE TABLE "reveals" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "reveals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reveals_order_id_id_idx" ON "reveals"("order_id", "id");

CREATE TRIGGER reveals_append_only BEFORE UPDATE OR DELETE ON "reveals"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reveals_no_truncate BEFORE TRUNCATE ON "reveals"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
