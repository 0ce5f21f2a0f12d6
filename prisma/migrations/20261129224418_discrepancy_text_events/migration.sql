-- A text that a person wrote can be erased: what refers to it is then told so, and has to be found.
CREATE INDEX "discrepancy_events_text_id_idx" ON "discrepancy_events"("text_id") WHERE "text_id" IS NOT NULL;
