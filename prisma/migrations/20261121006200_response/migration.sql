-- The 4W report reads handovers by where they were signed, newest first, and by period.
CREATE INDEX "handover_to_area_code_id_idx" ON "handover"("to_area_code", "id");
CREATE INDEX "handover_signed_at_idx" ON "handover"("signed_at");
