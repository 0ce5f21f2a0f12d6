-- Whether a till shows what was placed there could only be told by opening what each order's last attempt had said of it.

-- AlterTable
ALTER TABLE "dispatches" ADD COLUMN "sent_fen" BIGINT,
ADD COLUMN "sent_products" TEXT;
