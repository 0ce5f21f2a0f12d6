-- Each push of a till cost a call for the order that it named, though the next listing shows that order for nothing.
-- Where orders can be listed a push now waits for that listing (`awaited`), and is fetched once if it did not show its
-- orders (`past`). Null: nobody has looked at it yet, or there is nothing to wait for.
-- A hub of the version before goes on beside one of this version: it fetches what it claims, whatever stands here.

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "listing" TEXT;

CREATE INDEX "deliveries_awaited_idx" ON "deliveries" ("account_id", "received_at")
  WHERE state = 'pending' AND listing = 'awaited';
