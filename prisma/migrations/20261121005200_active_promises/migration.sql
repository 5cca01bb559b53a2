-- A recall, and the night, ask which promises stand on a lot, and which shipments carry it.
CREATE INDEX stock_reservation_active_lot ON stock_reservation (lot_id) WHERE state = 'active';
CREATE INDEX IF NOT EXISTS shipment_line_lot ON shipment_line (lot_id, shipment_id);
