-- From seal to hand: what a transfer, a shipment and a handover must keep so that nothing on the road vanishes and every correction
-- leaves its history: back-orders that cannot be shipped twice, damaged and wrong goods counted apart, known positions on the way,
-- amendments of a handover, documents entered after the fact, and what a published statement said was received.

ALTER TABLE transfer_order
  ADD COLUMN recorded_afterwards BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN statement TEXT NOT NULL DEFAULT '';
ALTER TABLE transfer_line
  ADD COLUMN back_ordered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN stated_received BIGINT;
-- What was handed on to a back-order is no longer this order's to pick.
ALTER TABLE transfer_line DROP CONSTRAINT transfer_line_amounts;
ALTER TABLE transfer_line ADD CONSTRAINT transfer_line_amounts
  CHECK (quantity > 0 AND back_ordered >= 0 AND picked >= 0 AND picked + back_ordered <= quantity
    AND shipped >= 0 AND shipped <= picked AND received >= 0 AND received <= shipped AND coalesce(stated_received, 1) > 0);
ALTER TABLE transfer_order ADD CONSTRAINT transfer_order_purpose_known CHECK (purpose IN ('supply', 'return', 'backOrder')),
  ADD CONSTRAINT transfer_order_ends_differ CHECK (from_site_id <> to_site_id);

ALTER TABLE shipment
  ADD COLUMN counted_at TIMESTAMPTZ(3),
  ADD COLUMN counted_by_id UUID;
ALTER TABLE shipment_line
  ADD COLUMN damaged BIGINT,
  ADD COLUMN wrong_goods BIGINT,
  ADD COLUMN count_note TEXT NOT NULL DEFAULT '';
ALTER TABLE shipment_line DROP CONSTRAINT shipment_line_amounts;
ALTER TABLE shipment_line ADD CONSTRAINT shipment_line_amounts
  CHECK (quantity > 0 AND coalesce(counted, 0) >= 0 AND coalesce(damaged, 0) >= 0 AND coalesce(wrong_goods, 0) >= 0
    AND coalesce(accepted, 0) >= 0 AND coalesce(accepted, 0) <= quantity);

ALTER TABLE vehicle ADD CONSTRAINT vehicle_capacity_positive CHECK (coalesce(capacity_kg, 1) > 0 AND coalesce(capacity_m3, 1) > 0);

CREATE SEQUENCE carton_serial;
ALTER TABLE carton ADD COLUMN simulated BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE carton ADD CONSTRAINT carton_sscc_form CHECK (sscc ~ '^[0-9]{18}$');

ALTER TABLE handover
  ADD COLUMN version INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN signature_typed TEXT NOT NULL DEFAULT '';
ALTER TABLE handover ADD CONSTRAINT handover_position_whole CHECK ((lon IS NULL) = (lat IS NULL)),
  ADD CONSTRAINT handover_position_source_known CHECK (position_source IN ('device', 'manual', 'none'));

CREATE TABLE handover_amendment (
  id UUID NOT NULL DEFAULT uuidv7(),
  handover_id UUID NOT NULL,
  from_area_code TEXT COLLATE "C" NOT NULL,
  to_area_code TEXT COLLATE "C" NOT NULL,
  reason TEXT NOT NULL,
  before JSONB NOT NULL,
  after JSONB NOT NULL,
  actor_id UUID,
  actor_name TEXT NOT NULL,
  business_at TIMESTAMPTZ(3) NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT handover_amendment_pkey PRIMARY KEY (id),
  CONSTRAINT handover_amendment_reasoned CHECK (btrim(reason) <> '')
);
CREATE INDEX handover_amendment_handover_id_id_idx ON handover_amendment (handover_id, id);
ALTER TABLE handover_amendment ADD CONSTRAINT handover_amendment_handover_id_fkey
  FOREIGN KEY (handover_id) REFERENCES handover (id) ON DELETE RESTRICT ON UPDATE CASCADE;
REVOKE UPDATE, DELETE ON handover_amendment FROM changping_app, changping_jobs;
ALTER TABLE handover_amendment ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON handover_amendment USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

-- Where a shipment was known to be: a device's position, or a named checkpoint.
CREATE TABLE custody_point (
  id UUID NOT NULL DEFAULT uuidv7(),
  shipment_id UUID NOT NULL,
  from_area_code TEXT COLLATE "C" NOT NULL,
  to_area_code TEXT COLLATE "C" NOT NULL,
  lon DOUBLE PRECISION,
  lat DOUBLE PRECISION,
  position_source TEXT NOT NULL DEFAULT 'none',
  place_name TEXT NOT NULL DEFAULT '',
  actor_id UUID,
  business_at TIMESTAMPTZ(3) NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT custody_point_pkey PRIMARY KEY (id),
  CONSTRAINT custody_point_says_where CHECK ((lon IS NULL) = (lat IS NULL) AND (lon IS NOT NULL OR btrim(place_name) <> '')),
  CONSTRAINT custody_point_source_known CHECK (position_source IN ('device', 'manual', 'none'))
);
CREATE INDEX custody_point_shipment_id_id_idx ON custody_point (shipment_id, id);
ALTER TABLE custody_point ADD CONSTRAINT custody_point_shipment_id_fkey
  FOREIGN KEY (shipment_id) REFERENCES shipment (id) ON DELETE RESTRICT ON UPDATE CASCADE;
REVOKE UPDATE, DELETE ON custody_point FROM changping_app, changping_jobs;
ALTER TABLE custody_point ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON custody_point USING (
    (from_area_code >= current_setting('app.lo1', true) AND from_area_code < current_setting('app.hi1', true))
    OR (from_area_code >= current_setting('app.lo2', true) AND from_area_code < current_setting('app.hi2', true))
    OR (from_area_code >= current_setting('app.lo3', true) AND from_area_code < current_setting('app.hi3', true))
    OR (from_area_code >= current_setting('app.lo4', true) AND from_area_code < current_setting('app.hi4', true))
    OR (to_area_code >= current_setting('app.lo1', true) AND to_area_code < current_setting('app.hi1', true))
    OR (to_area_code >= current_setting('app.lo2', true) AND to_area_code < current_setting('app.hi2', true))
    OR (to_area_code >= current_setting('app.lo3', true) AND to_area_code < current_setting('app.hi3', true))
    OR (to_area_code >= current_setting('app.lo4', true) AND to_area_code < current_setting('app.hi4', true)));

ALTER TABLE discrepancy ADD COLUMN portions JSONB;
ALTER TABLE discrepancy ADD CONSTRAINT discrepancy_kind_known CHECK (kind IN ('short', 'over', 'damaged', 'wrongGoods', 'unaccounted')),
  ADD CONSTRAINT discrepancy_amounts CHECK (expected >= 0 AND actual >= 0),
  ADD CONSTRAINT discrepancy_resolved_says_how CHECK ((state = 'resolved') = (resolution IS NOT NULL));
