-- What rules compare of a leg stood in its folded JSON alone, so that holding the legs of a million orders against each
-- other meant opening three million JSON values. It now stands in columns, written by the statement that writes the leg.
-- Legs of before are not comparable until a job has filled them. Hubs that would leave the columns as they were are
-- stopped already: those before 0.4.0.

-- AlterTable
ALTER TABLE "legs" ADD COLUMN "after_sale" TEXT,
ADD COLUMN "completed_at" TIMESTAMPTZ(3),
ADD COLUMN "fulfilment" TEXT,
ADD COLUMN "fulfilment_since" TIMESTAMPTZ(3),
ADD COLUMN "is_comparable" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "is_refunded" BOOLEAN,
ADD COLUMN "lines_digest" TEXT,
ADD COLUMN "order_error" TEXT,
ADD COLUMN "paid_at" TIMESTAMPTZ(3),
ADD COLUMN "payment" TEXT,
ADD COLUMN "payment_since" TIMESTAMPTZ(3),
ADD COLUMN "products_digest" TEXT,
ADD COLUMN "refunded_since" TIMESTAMPTZ(3),
ADD COLUMN "sale_fen" BIGINT,
ADD COLUMN "total_fen" BIGINT;
