-- An account's webhook address can be renewed without a gap: the old one works until a stated time. A hub that does not
-- know of it takes deliveries at the new address alone.

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "old_webhook_key_hash" BYTEA,
ADD COLUMN     "old_webhook_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_old_webhook_key_hash_key" ON "accounts"("old_webhook_key_hash");
