-- A list of discrepancies was read through all that ever were. Each filter now has an index in the order of the list, and
-- what is not closed, which people look at, a small one for each.

-- CreateIndex
CREATE INDEX "discrepancies_rule_id_idx" ON "discrepancies"("rule", "id");
CREATE INDEX "discrepancies_store_id_id_idx" ON "discrepancies"("store_id", "id");
CREATE INDEX "discrepancies_account_id_id_idx" ON "discrepancies"("account_id", "id");
CREATE INDEX "discrepancies_order_id_id_idx" ON "discrepancies"("order_id", "id");

CREATE INDEX "discrepancies_live_state_idx" ON "discrepancies"("state", "id") WHERE "state" <> 'closed';
CREATE INDEX "discrepancies_live_rule_idx" ON "discrepancies"("rule", "id") WHERE "state" <> 'closed';
CREATE INDEX "discrepancies_live_store_idx" ON "discrepancies"("store_id", "id") WHERE "state" <> 'closed';
CREATE INDEX "discrepancies_live_account_idx" ON "discrepancies"("account_id", "id") WHERE "state" <> 'closed';
CREATE INDEX "discrepancies_live_assignee_idx" ON "discrepancies"("assignee", "id") WHERE "state" <> 'closed';
CREATE INDEX "discrepancies_counted_idx" ON "discrepancies"("rule", "state", "severity", "opened_at") WHERE "state" <> 'closed';
