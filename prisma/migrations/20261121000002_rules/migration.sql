-- What the tables must refuse whoever asks: states that are no move of their machine, stock that is not there,
-- history that changes, rows outside a person's reach. The application logs in as changping_app and jobs as
-- changping_jobs; neither owns anything.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'changping_app') THEN CREATE ROLE changping_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'changping_jobs') THEN CREATE ROLE changping_jobs NOLOGIN; END IF;
END $$;

GRANT USAGE ON SCHEMA public TO changping_app, changping_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO changping_app, changping_jobs;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO changping_app, changping_jobs;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO changping_app, changping_jobs;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO changping_app, changping_jobs;
CREATE SCHEMA IF NOT EXISTS jobs;
GRANT ALL ON SCHEMA jobs TO changping_jobs;

-- History is written once; balances belong to the triggers; edges to the migration.
REVOKE UPDATE, DELETE ON stock_entry, event FROM changping_app, changping_jobs;
REVOKE INSERT, UPDATE, DELETE ON stock_balance, workflow_edge FROM changping_app, changping_jobs;
REVOKE UPDATE, DELETE ON stock_reservation FROM changping_app, changping_jobs;
GRANT UPDATE (state, ended_at) ON stock_reservation TO changping_app, changping_jobs;
REVOKE DELETE ON person, assignment, lot, goods, site, place, incident, incident_level, demand_request, delivery, purchase_order,
  transfer_order, shipment, handover, discrepancy, allocation_plan, stocktake, stock_adjustment, inspection_split
  FROM changping_app, changping_jobs;

INSERT INTO business_clock (id) VALUES (1);
ALTER TABLE business_clock ADD CONSTRAINT business_clock_single CHECK (id = 1),
  ADD CONSTRAINT business_clock_scenario_has_time CHECK ((scenario IS NULL) = (now IS NULL));

-- ── Workflow ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- enforce_edge(document, column): an insert must be a "create" edge, a change of the column an edge of that document.
CREATE FUNCTION enforce_edge() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before text := CASE WHEN TG_OP = 'INSERT' THEN '' ELSE to_jsonb(OLD) ->> TG_ARGV[1] END;
  after text := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  IF before IS DISTINCT FROM after
     AND NOT EXISTS (SELECT FROM workflow_edge WHERE document = TG_ARGV[0] AND from_state = before AND to_state = after) THEN
    RAISE EXCEPTION '% cannot go from "%" to "%"', TG_ARGV[0], before, after
      USING ERRCODE = 'CP003', DETAIL = jsonb_build_object('document', TG_ARGV[0], 'from', before, 'to', after)::text;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON incident FOR EACH ROW EXECUTE FUNCTION enforce_edge('incident', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON demand_request FOR EACH ROW EXECUTE FUNCTION enforce_edge('demandRequest', 'state');
CREATE TRIGGER edge_fulfilment BEFORE INSERT OR UPDATE OF fulfilment ON demand_request FOR EACH ROW EXECUTE FUNCTION enforce_edge('demandFulfilment', 'fulfilment');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON purchase_order FOR EACH ROW EXECUTE FUNCTION enforce_edge('purchaseOrder', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON delivery FOR EACH ROW EXECUTE FUNCTION enforce_edge('delivery', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON stocktake FOR EACH ROW EXECUTE FUNCTION enforce_edge('stocktake', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON stock_adjustment FOR EACH ROW EXECUTE FUNCTION enforce_edge('stockAdjustment', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON allocation_plan FOR EACH ROW EXECUTE FUNCTION enforce_edge('allocationPlan', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON transfer_order FOR EACH ROW EXECUTE FUNCTION enforce_edge('transferOrder', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON shipment FOR EACH ROW EXECUTE FUNCTION enforce_edge('shipment', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON discrepancy FOR EACH ROW EXECUTE FUNCTION enforce_edge('discrepancy', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON alias_query FOR EACH ROW EXECUTE FUNCTION enforce_edge('aliasQuery', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON pack_query FOR EACH ROW EXECUTE FUNCTION enforce_edge('packQuery', 'state');
CREATE TRIGGER edge BEFORE INSERT OR UPDATE OF state ON import_batch FOR EACH ROW EXECUTE FUNCTION enforce_edge('importBatch', 'state');

-- ── Stock ───────────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE place ADD CONSTRAINT place_outside_by_kind
  CHECK (outside = (kind IN ('donor', 'supplier', 'recipient', 'loss', 'conversion', 'opening')));
ALTER TABLE stock_balance
  ADD CONSTRAINT stock_balance_on_hand_not_negative CHECK (on_hand >= 0),
  ADD CONSTRAINT stock_balance_reserved_within_on_hand CHECK (reserved >= 0 AND reserved <= on_hand);
ALTER TABLE stock_entry
  ADD CONSTRAINT stock_entry_quantity_positive CHECK (quantity > 0),
  ADD CONSTRAINT stock_entry_places_differ CHECK (from_place_id <> to_place_id),
  ADD CONSTRAINT stock_entry_reverses_fkey FOREIGN KEY (reverses_id) REFERENCES stock_entry (id);
ALTER TABLE stock_reservation
  ADD CONSTRAINT stock_reservation_quantity_positive CHECK (quantity > 0),
  ADD CONSTRAINT stock_reservation_state_known CHECK (state IN ('active', 'consumed', 'released'));
ALTER TABLE stock_level
  ADD CONSTRAINT stock_level_not_negative CHECK (floor >= 0 AND coalesce(minimum, 0) >= 0 AND coalesce(maximum, 0) >= 0),
  ADD CONSTRAINT stock_level_ordered CHECK (maximum IS NULL OR minimum IS NULL OR maximum >= minimum);
ALTER TABLE pack ADD CONSTRAINT pack_base_units_positive CHECK (base_units > 0);
ALTER TABLE substitution
  ADD CONSTRAINT substitution_ratio_positive CHECK (ratio_need > 0 AND ratio_substitute > 0),
  ADD CONSTRAINT substitution_of_another CHECK (goods_id <> substitute_id);

-- After every insert of entries: verify them, take the balances they touch in one fixed order, refuse a shortage by name,
-- move the balances. Statement level, so that a batch of hundreds costs a few statements.
CREATE FUNCTION post_stock_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  fault jsonb;
BEGIN
  SELECT jsonb_agg(e.id) INTO fault
  FROM new_entries e
  JOIN place f ON f.id = e.from_place_id JOIN place t ON t.id = e.to_place_id JOIN lot l ON l.id = e.lot_id
  WHERE e.goods_id <> l.goods_id OR e.from_site_id <> f.site_id OR e.to_site_id <> t.site_id
     OR e.from_area_code <> f.area_code OR e.to_area_code <> t.area_code;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'stock entry disagrees with its lot or places' USING ERRCODE = 'CP004', DETAIL = fault::text;
  END IF;

  -- Goods that are expired, recalled or not in good condition leave a shelf only to be destroyed, returned, written off or put back.
  SELECT jsonb_agg(jsonb_build_object('lotId', l.id, 'lot', l.number, 'goodsId', l.goods_id,
           'why', CASE WHEN l.recalled THEN 'recalled' WHEN l.condition <> 'good' THEN 'condition' ELSE 'expired' END,
           'expiresOn', l.expires_on)) INTO fault
  FROM new_entries e
  JOIN place f ON f.id = e.from_place_id JOIN place t ON t.id = e.to_place_id JOIN lot l ON l.id = e.lot_id
  WHERE f.kind = 'shelf' AND t.kind IN ('staging', 'transit', 'recipient') AND e.reverses_id IS NULL
    AND (l.recalled OR l.condition <> 'good' OR l.expires_on < (e.business_at AT TIME ZONE 'Asia/Shanghai')::date);
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'lot may not be issued' USING ERRCODE = 'CP002', DETAIL = fault::text;
  END IF;

  IF EXISTS (SELECT FROM new_entries WHERE reverses_id IS NOT NULL) THEN
    SELECT jsonb_agg(jsonb_build_object('entryId', e.id, 'reverses', e.reverses_id)) INTO fault
    FROM new_entries e JOIN stock_entry o ON o.id = e.reverses_id
    WHERE o.lot_id <> e.lot_id OR o.quantity <> e.quantity OR o.from_place_id <> e.to_place_id OR o.to_place_id <> e.from_place_id
       OR o.reverses_id IS NOT NULL
       OR EXISTS (SELECT FROM stock_entry later
                  WHERE later.document_kind = o.document_kind AND later.document_id = o.document_id AND later.lot_id = o.lot_id
                    AND later.id > o.id AND later.reverses_id IS NULL
                    AND NOT EXISTS (SELECT FROM stock_entry undone WHERE undone.reverses_id = later.id));
    IF fault IS NOT NULL THEN
      RAISE EXCEPTION 'a reversal mirrors one entry, the latest first' USING ERRCODE = 'CP005', DETAIL = fault::text;
    END IF;
  END IF;

  PERFORM 1 FROM stock_balance b
  WHERE (b.place_id, b.lot_id) IN (SELECT from_place_id, lot_id FROM new_entries UNION SELECT to_place_id, lot_id FROM new_entries)
  ORDER BY b.place_id, b.lot_id FOR UPDATE;

  SELECT jsonb_agg(jsonb_build_object('placeId', d.place_id, 'siteId', p.site_id, 'lotId', d.lot_id, 'lot', l.number, 'goodsId', l.goods_id, 'unit', l.unit,
           'wanted', d.out, 'available', coalesce(b.on_hand - b.reserved, 0))) INTO fault
  FROM (SELECT place_id, lot_id, sum(delta) AS delta, sum(-delta) FILTER (WHERE delta < 0) AS out FROM (
          SELECT from_place_id AS place_id, lot_id, -quantity AS delta FROM new_entries
          UNION ALL SELECT to_place_id, lot_id, quantity FROM new_entries) x GROUP BY 1, 2) d
  JOIN place p ON p.id = d.place_id AND NOT p.outside JOIN lot l ON l.id = d.lot_id
  LEFT JOIN stock_balance b ON b.place_id = d.place_id AND b.lot_id = d.lot_id
  WHERE d.delta < 0 AND coalesce(b.on_hand - b.reserved, 0) + d.delta < 0;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'not enough stock' USING ERRCODE = 'CP001', DETAIL = fault::text;
  END IF;

  UPDATE stock_balance b SET on_hand = b.on_hand + d.delta, changed_at = now()
  FROM (SELECT place_id, lot_id, sum(delta) AS delta FROM (
          SELECT from_place_id AS place_id, lot_id, -quantity AS delta FROM new_entries
          UNION ALL SELECT to_place_id, lot_id, quantity FROM new_entries) x GROUP BY 1, 2) d
  WHERE b.place_id = d.place_id AND b.lot_id = d.lot_id AND d.delta < 0;

  INSERT INTO stock_balance AS b (place_id, lot_id, goods_id, site_id, area_code, on_hand)
  SELECT d.place_id, d.lot_id, l.goods_id, p.site_id, p.area_code, d.delta
  FROM (SELECT place_id, lot_id, sum(delta) AS delta FROM (
          SELECT from_place_id AS place_id, lot_id, -quantity AS delta FROM new_entries
          UNION ALL SELECT to_place_id, lot_id, quantity FROM new_entries) x GROUP BY 1, 2) d
  JOIN place p ON p.id = d.place_id AND NOT p.outside JOIN lot l ON l.id = d.lot_id
  WHERE d.delta > 0
  ORDER BY d.place_id, d.lot_id
  ON CONFLICT (place_id, lot_id) DO UPDATE SET on_hand = b.on_hand + excluded.on_hand, changed_at = now();
  RETURN NULL;
END $$;
CREATE TRIGGER post AFTER INSERT ON stock_entry REFERENCING NEW TABLE AS new_entries
  FOR EACH STATEMENT EXECUTE FUNCTION post_stock_entries();

-- A reservation raises reserved when made and lowers it when it ends; CHECK (reserved <= on_hand) makes over-promising impossible.
CREATE FUNCTION hold_stock() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  fault jsonb;
BEGIN
  PERFORM 1 FROM stock_balance b WHERE (b.place_id, b.lot_id) IN (SELECT place_id, lot_id FROM new_rows) ORDER BY b.place_id, b.lot_id FOR UPDATE;
  SELECT jsonb_agg(jsonb_build_object('placeId', r.place_id, 'lotId', r.lot_id, 'lot', l.number, 'goodsId', l.goods_id, 'unit', l.unit,
           'wanted', r.wanted, 'available', coalesce(b.on_hand - b.reserved, 0),
           'why', CASE WHEN l.recalled THEN 'recalled' WHEN l.condition <> 'good' THEN 'condition' ELSE 'short' END)) INTO fault
  FROM (SELECT place_id, lot_id, sum(quantity) AS wanted FROM new_rows WHERE state = 'active' GROUP BY 1, 2) r
  JOIN lot l ON l.id = r.lot_id
  LEFT JOIN stock_balance b ON b.place_id = r.place_id AND b.lot_id = r.lot_id
  WHERE coalesce(b.on_hand - b.reserved, 0) < r.wanted OR l.recalled OR l.condition <> 'good';
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'cannot reserve' USING ERRCODE = 'CP001', DETAIL = fault::text;
  END IF;
  UPDATE stock_balance b SET reserved = b.reserved + r.wanted, changed_at = now()
  FROM (SELECT place_id, lot_id, sum(quantity) AS wanted FROM new_rows WHERE state = 'active' GROUP BY 1, 2) r
  WHERE b.place_id = r.place_id AND b.lot_id = r.lot_id;
  RETURN NULL;
END $$;
CREATE TRIGGER hold AFTER INSERT ON stock_reservation REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hold_stock();

CREATE FUNCTION release_stock() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM old_rows o JOIN new_rows n USING (id) WHERE o.state <> n.state AND (o.state <> 'active' OR n.state = 'active')) THEN
    RAISE EXCEPTION 'an ended reservation stays ended' USING ERRCODE = 'CP003', DETAIL = '{"document":"stockReservation"}';
  END IF;
  PERFORM 1 FROM stock_balance b WHERE (b.place_id, b.lot_id) IN (SELECT place_id, lot_id FROM new_rows) ORDER BY b.place_id, b.lot_id FOR UPDATE;
  UPDATE stock_balance b SET reserved = b.reserved - r.freed, changed_at = now()
  FROM (SELECT n.place_id, n.lot_id, sum(n.quantity) AS freed FROM old_rows o JOIN new_rows n USING (id)
        WHERE o.state = 'active' AND n.state <> 'active' GROUP BY 1, 2) r
  WHERE b.place_id = r.place_id AND b.lot_id = r.lot_id;
  RETURN NULL;
END $$;
CREATE TRIGGER release AFTER UPDATE ON stock_reservation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION release_stock();

-- ── Documents ───────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE incident_level ADD CONSTRAINT incident_level_known CHECK (level BETWEEN 1 AND 4),
  ADD CONSTRAINT incident_level_reasoned CHECK (btrim(reason) <> '');
ALTER TABLE demand_request
  ADD CONSTRAINT demand_verified_by_another CHECK (verified_by_id <> submitted_by_id),
  ADD CONSTRAINT demand_approved_by_another CHECK (approved_by_id <> submitted_by_id),
  ADD CONSTRAINT demand_not_merged_into_itself CHECK (merged_into_id <> id);
ALTER TABLE demand_line
  ADD CONSTRAINT demand_line_amounts CHECK (coalesce(quantity, 1) > 0 AND coalesce(estimate, 1) > 0 AND coalesce(approved_quantity, 0) >= 0
    AND promised >= 0 AND shipped >= 0 AND received >= 0),
  ADD CONSTRAINT demand_line_estimate_has_basis CHECK (estimate IS NULL OR btrim(coalesce(estimate_basis, '')) <> '');
ALTER TABLE purchase_order ADD CONSTRAINT purchase_approved_by_another CHECK (approved_by_id <> submitted_by_id);
ALTER TABLE purchase_order_line ADD CONSTRAINT purchase_line_amounts CHECK (quantity > 0 AND received >= 0);
ALTER TABLE delivery_line ADD CONSTRAINT delivery_line_amounts
  CHECK (coalesce(base_units_per_unit, 1) > 0 AND coalesce(announced, 0) >= 0 AND coalesce(counted, 0) >= 0 AND accepted >= 0 AND accepted <= coalesce(counted, 0));
ALTER TABLE inspection_split ADD CONSTRAINT inspection_split_positive CHECK (quantity > 0);
ALTER TABLE allocation_plan ADD CONSTRAINT plan_approved_by_another CHECK (approved_by_id <> submitted_by_id);
ALTER TABLE allocation_line ADD CONSTRAINT allocation_line_amounts CHECK (quantity > 0 AND counts > 0);
ALTER TABLE transfer_line ADD CONSTRAINT transfer_line_amounts
  CHECK (quantity > 0 AND picked >= 0 AND picked <= quantity AND shipped >= 0 AND shipped <= picked AND received >= 0 AND received <= shipped);
ALTER TABLE shipment_line ADD CONSTRAINT shipment_line_amounts CHECK (quantity > 0 AND coalesce(counted, 0) >= 0 AND coalesce(accepted, 0) >= 0);

-- ── Reach: the second lock ──────────────────────────────────────────────────────────────────────────────────────────
-- Every transaction sets up to four ranges of area codes (app.lo1 … app.hi4). Nothing set: no row. Documents with two ends
-- are seen from either. Areas, sites, places, goods and incidents are shared reference and carry no policy.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON person USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE assignment ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON assignment USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE task ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON task USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON delivery USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE delivery_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON delivery_line USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE purchase_order ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON purchase_order USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE purchase_order_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON purchase_order_line USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE inspection_split ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON inspection_split USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE demand_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON demand_request USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE demand_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON demand_line USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE demand_confirmation ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON demand_confirmation USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stock_balance ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_balance USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stock_reservation ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_reservation USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stock_level ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_level USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stocktake ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stocktake USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stocktake_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stocktake_line USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE stock_adjustment ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_adjustment USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE allocation_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON allocation_plan USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE allocation_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON allocation_line USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE import_batch ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON import_batch USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON import_row USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE pack_query ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON pack_query USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE party ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON party USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE transfer_order ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON transfer_order USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE transfer_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON transfer_line USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE shipment ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON shipment USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE shipment_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON shipment_line USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE carton ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON carton USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE handover ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON handover USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE discrepancy ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON discrepancy USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE stock_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_entry USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE event ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON event USING (
    area_code = ''
    OR (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true))
    OR (other_area_code >= current_setting('app.lo1', true) AND other_area_code < current_setting('app.hi1', true))
    OR (other_area_code >= current_setting('app.lo2', true) AND other_area_code < current_setting('app.hi2', true))
    OR (other_area_code >= current_setting('app.lo3', true) AND other_area_code < current_setting('app.hi3', true))
    OR (other_area_code >= current_setting('app.lo4', true) AND other_area_code < current_setting('app.hi4', true)));

ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON attachment USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true))
    OR (other_area_code >= current_setting('app.lo1', true) AND other_area_code < current_setting('app.hi1', true))
    OR (other_area_code >= current_setting('app.lo2', true) AND other_area_code < current_setting('app.hi2', true))
    OR (other_area_code >= current_setting('app.lo3', true) AND other_area_code < current_setting('app.hi3', true))
    OR (other_area_code >= current_setting('app.lo4', true) AND other_area_code < current_setting('app.hi4', true)));


-- ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE INDEX goods_alias_trgm ON goods_alias USING gin (normalized gin_trgm_ops);
CREATE INDEX goods_name_zh_trgm ON goods USING gin (name_zh gin_trgm_ops);
CREATE INDEX site_alias_trgm ON site_alias USING gin (normalized gin_trgm_ops);
CREATE INDEX site_name_trgm ON site USING gin (name gin_trgm_ops);
