-- Orders that want a person are those with a flag or with an open discrepancy: both are found by small indexes.
CREATE INDEX "discrepancies_open_orders_idx" ON "discrepancies"("order_id") WHERE "state" = 'open' AND "order_id" IS NOT NULL;
