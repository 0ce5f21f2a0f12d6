-- What failed is listed and counted by its cause: a state and an error code. What is done has none, and is in neither index.
CREATE INDEX "deliveries_cause_idx" ON "deliveries" ("state", "error_code", "received_at", "id") INCLUDE ("account_id")
WHERE "error_code" IS NOT NULL;
CREATE INDEX "dispatches_cause_idx" ON "dispatches" ("state", "error_code", "id") INCLUDE ("account_id", "created_at")
WHERE "error_code" IS NOT NULL;
