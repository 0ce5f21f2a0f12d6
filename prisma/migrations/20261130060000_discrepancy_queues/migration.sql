-- How much waits of each state and severity, and since when, is counted up to a bound: by the first rows of an index.
CREATE INDEX "discrepancies_queue_idx" ON "discrepancies"("state", "severity", "opened_at") WHERE "state" <> 'closed';
