-- Suppliers, donors and carriers serve places outside their own area: everybody signed in may read them, only their own area
-- may change them. Stocktakes keep what was expected at the recount apart from what was expected at the first count. Four eyes
-- on adjustments and stocktakes, and the queue of likely duplicates, in the database too.

DROP POLICY reach ON party;
CREATE POLICY shared ON party FOR SELECT USING (true);
CREATE POLICY reach ON party USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stocktake_line ADD COLUMN recount_expected bigint;
ALTER TABLE stocktake_line ADD CONSTRAINT stocktake_line_counts
  CHECK (coalesce(first_count, 0) >= 0 AND coalesce(recount, 0) >= 0 AND expected >= 0 AND coalesce(recount_expected, 0) >= 0);
ALTER TABLE stocktake ADD CONSTRAINT stocktake_approved_by_another CHECK (approved_by_id <> counted_by_id);

ALTER TABLE stock_adjustment
  ADD CONSTRAINT adjustment_approved_by_another CHECK (approved_by_id <> created_by_id),
  ADD CONSTRAINT adjustment_moves_something CHECK (difference <> 0);

ALTER TABLE delivery
  ADD CONSTRAINT delivery_duplicate_state_known CHECK (duplicate_state IN ('suspected', 'confirmed', 'rejected')),
  ADD CONSTRAINT delivery_duplicate_of_another CHECK (duplicate_of_id <> id);
CREATE INDEX delivery_suspected ON delivery (area_code, id) WHERE duplicate_state = 'suspected';

-- Whether an entry was reversed, and the rotation list, without a scan.
CREATE INDEX lot_expires_on ON lot (expires_on) WHERE expires_on IS NOT NULL;
CREATE INDEX stock_entry_from_site_business ON stock_entry (from_site_id, business_at);
CREATE INDEX stock_entry_to_site_business ON stock_entry (to_site_id, business_at);
