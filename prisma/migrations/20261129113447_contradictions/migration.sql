-- Two orders may come under one number. A delivery about the one that does not have it is kept, and shown with both orders'
-- facts, until a person has said which order it is about: this is what it says, and what was decided.

-- CreateTable
CREATE TABLE "contradictions" (
    "delivery_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "leg_id" UUID NOT NULL,
    "order_no" TEXT NOT NULL,
    "store_code" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "differs" TEXT[],
    "stated" JSONB NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_as" TEXT,
    "resolved_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "contradictions_pkey" PRIMARY KEY ("delivery_id")
);

CREATE INDEX "contradictions_open_idx" ON "contradictions" ("leg_id") WHERE "resolved_at" IS NULL;

-- AddForeignKey
ALTER TABLE "contradictions" ADD CONSTRAINT "contradictions_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for a person is told of its account.
CREATE INDEX "deliveries_contradicts_idx" ON "deliveries" ("account_id", "received_at") WHERE "state" = 'contradicts';
