-- All deliveries that name an order, whether or not anything changed by them: what is kept of a person is in their bytes.
-- A list of what is new is kept beside the index, and is merged into it now and then: storing deliveries hardly waits for it.
CREATE INDEX "deliveries_orders_idx" ON "deliveries" USING gin ("order_references" jsonb_path_ops);
