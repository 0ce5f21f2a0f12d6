-- Whether a till shows the products that were sent to it could not be told: its lines had lost which product they are of.

-- AlterTable
ALTER TABLE "order_lines" ADD COLUMN "product_uid" TEXT;
