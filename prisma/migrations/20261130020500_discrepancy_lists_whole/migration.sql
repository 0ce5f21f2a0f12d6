-- A list of discrepancies by who is to see to them, or by how grave they are, was read through all that ever were wherever
-- there were few of them: of a million it took half a second.

CREATE INDEX "discrepancies_assignee_id_idx" ON "discrepancies"("assignee", "id") WHERE "assignee" IS NOT NULL;
-- CreateIndex
CREATE INDEX "discrepancies_severity_id_idx" ON "discrepancies"("severity", "id");
