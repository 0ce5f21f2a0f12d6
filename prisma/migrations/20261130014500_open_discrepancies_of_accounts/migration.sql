-- An account did not say how many discrepancies wait for a person. Whoever looks at accounts counts those that are open by
-- a small index of them, however many were closed before.
CREATE INDEX "discrepancies_open_accounts_idx" ON "discrepancies"("account_id", "opened_at") WHERE "state" = 'open';
