-- Lists of stock read what is there now, and most balances of an old ledger are empty: indexes over the balances that hold something keep
-- such lists as fast in the tenth year as in the first. The marker is a column, not the condition on_hand > 0: an index over that condition
-- would have to be written at every posting, one over the marker only when a place runs empty or is filled. The lot's expiry stands beside it,
-- so that stock can be read in the order of its shelf life.
ALTER TABLE stock_balance ADD COLUMN held boolean NOT NULL DEFAULT false, ADD COLUMN expires_on date;
UPDATE stock_balance b SET held = b.on_hand > 0, expires_on = l.expires_on FROM lot l WHERE l.id = b.lot_id;
ALTER TABLE stock_balance ADD CONSTRAINT stock_balance_held_is_on_hand CHECK (held = (on_hand > 0));

CREATE INDEX stock_balance_held_goods ON stock_balance (goods_id, site_id) WHERE held;
CREATE INDEX stock_balance_held_site ON stock_balance (site_id, goods_id) WHERE held;
CREATE INDEX stock_balance_held_expiry ON stock_balance (expires_on, lot_id, place_id) WHERE held AND expires_on IS NOT NULL;
CREATE INDEX stock_balance_held_site_expiry ON stock_balance (site_id, expires_on, lot_id, place_id) WHERE held AND expires_on IS NOT NULL;
-- The orders lists of stock are paged in.
CREATE INDEX goods_catalogue_order ON goods (category_code, name_zh, id);
CREATE INDEX site_name_order ON site (name, id);
-- What happened to some goods after a moment: inventory at that moment is today's balance without it.
CREATE INDEX stock_entry_goods_business ON stock_entry (goods_id, business_at);
CREATE INDEX stock_entry_posted ON stock_entry USING brin (posted_at);

CREATE FUNCTION follow_expiry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE stock_balance SET expires_on = NEW.expires_on WHERE lot_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_expiry AFTER UPDATE OF expires_on ON lot FOR EACH ROW WHEN (OLD.expires_on IS DISTINCT FROM NEW.expires_on)
  EXECUTE FUNCTION follow_expiry();

-- As before, and keeps the marker and the expiry.
CREATE OR REPLACE FUNCTION post_stock_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

  UPDATE stock_balance b SET on_hand = b.on_hand + d.delta, held = b.on_hand + d.delta > 0, changed_at = now()
  FROM (SELECT place_id, lot_id, sum(delta) AS delta FROM (
          SELECT from_place_id AS place_id, lot_id, -quantity AS delta FROM new_entries
          UNION ALL SELECT to_place_id, lot_id, quantity FROM new_entries) x GROUP BY 1, 2) d
  WHERE b.place_id = d.place_id AND b.lot_id = d.lot_id AND d.delta < 0;

  INSERT INTO stock_balance AS b (place_id, lot_id, goods_id, site_id, area_code, on_hand, held, expires_on)
  SELECT d.place_id, d.lot_id, l.goods_id, p.site_id, p.area_code, d.delta, true, l.expires_on
  FROM (SELECT place_id, lot_id, sum(delta) AS delta FROM (
          SELECT from_place_id AS place_id, lot_id, -quantity AS delta FROM new_entries
          UNION ALL SELECT to_place_id, lot_id, quantity FROM new_entries) x GROUP BY 1, 2) d
  JOIN place p ON p.id = d.place_id AND NOT p.outside JOIN lot l ON l.id = d.lot_id
  WHERE d.delta > 0
  ORDER BY d.place_id, d.lot_id
  ON CONFLICT (place_id, lot_id) DO UPDATE SET on_hand = b.on_hand + excluded.on_hand, held = true, changed_at = now();
  RETURN NULL;
END $$;
