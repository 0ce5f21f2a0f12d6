-- Lists and searches read through whole tables once there were a million orders: some seconds a page. Each way to ask has
-- an index in its order now, and a number is found by how it begins, a phone by its last four digits. These are no
-- column of their own: erasing a contact erases what it is found by.

CREATE INDEX "orders_placed_idx" ON "orders" ("placed_at", "id");
CREATE INDEX "orders_store_placed_idx" ON "orders" ("store_id", "placed_at", "id");
CREATE INDEX "orders_store_idx" ON "orders" ("store_id", "id");
CREATE INDEX "orders_status_idx" ON "orders" ("status", "id");
CREATE INDEX "legs_account_order_idx" ON "legs" ("account_id", "order_id");

-- The condition is true of all: Prisma takes an index of another operator class for a change, and passes over such a one.
CREATE INDEX "leg_numbers_beginning_idx" ON "leg_numbers" ("number" text_pattern_ops, "leg_id") WHERE "number" IS NOT NULL;
CREATE INDEX "contacts_last_four_idx" ON "contacts" (right(regexp_replace("phone", '\D', '', 'g'), 4));

CREATE INDEX "deliveries_state_idx" ON "deliveries" ("state", "received_at", "id") WHERE "state" <> 'done';
CREATE INDEX "submissions_state_idx" ON "submissions" ("state", "hour_start", "id") WHERE "state" <> 'accepted';
CREATE INDEX "submissions_account_idx" ON "submissions" ("account_id", "hour_start", "id");
CREATE INDEX "dispatches_account_idx" ON "dispatches" ("account_id", "id");
CREATE INDEX "dispatches_store_idx" ON "dispatches" ("store_id", "id");
CREATE INDEX "dispatches_created_idx" ON "dispatches" ("created_at", "id");
CREATE INDEX "windows_from_idx" ON "windows" ("from_at", "id");
CREATE INDEX "windows_state_idx" ON "windows" ("state", "from_at", "id") WHERE "state" <> 'closed';
CREATE INDEX "dispatches_withdrawn_idx" ON "dispatches" ("id") WHERE "state" = 'withdrawn';
CREATE INDEX "dispatches_moves_idx" ON "dispatches" ("kind", "id") WHERE "kind" <> 'place';
