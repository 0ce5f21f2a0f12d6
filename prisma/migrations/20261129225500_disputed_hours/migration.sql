-- Hours that were refused at their vendors, or of whose reports nobody knows what became, are looked for every few
-- seconds, and were found among all reports that had ever given way to later ones.
CREATE INDEX "submissions_disputed_idx" ON "submissions" ("hour_start", "store_id")
  WHERE state IN ('unknown', 'failed', 'conflict') AND error_code IS DISTINCT FROM 'superseded';
