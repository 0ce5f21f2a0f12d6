-- A run's report says how many repairs have mended something since the run before it: found by when that was seen.

-- CreateIndex
CREATE INDEX "repairs_mended_idx" ON "repairs"("verified_at") WHERE "verified" = 'mended';
