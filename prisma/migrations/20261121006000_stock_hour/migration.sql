-- Net movement on and off the shelves by site, goods and business hour, so that the situation page compares stock with the same hour yesterday
-- without reading a day of the ledger. Filled by the same pass and behind the same mark as stock_day; what is newer is read from the ledger.
CREATE TABLE "stock_hour" (
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "site_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "net" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stock_hour_pkey" PRIMARY KEY ("hour","site_id","goods_id")
);
ALTER TABLE stock_hour ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_hour USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));
REVOKE INSERT, UPDATE, DELETE ON stock_hour FROM changping_app, changping_jobs;

-- As before, and the hour beside the day.
DROP FUNCTION shelf_movements(bigint, bigint);
CREATE FUNCTION shelf_movements(after_id bigint, upto_id bigint)
RETURNS TABLE (site_id uuid, goods_id uuid, area_code text, day date, hour timestamptz, delta bigint, issued bigint)
LANGUAGE sql STABLE AS $$
  SELECT f.site_id, e.goods_id, f.area_code, (e.business_at AT TIME ZONE 'Asia/Shanghai')::date, date_trunc('hour', e.business_at, 'UTC'),
    -e.quantity, CASE WHEN e.kind = 'pick' THEN e.quantity ELSE 0 END
  FROM stock_entry e JOIN place f ON f.id = e.from_place_id AND f.kind = 'shelf' JOIN lot l ON l.id = e.lot_id JOIN goods g ON g.id = e.goods_id
  WHERE e.id > after_id AND e.id <= upto_id AND l.unit = g.base_unit
  UNION ALL
  SELECT t.site_id, e.goods_id, t.area_code, (e.business_at AT TIME ZONE 'Asia/Shanghai')::date, date_trunc('hour', e.business_at, 'UTC'),
    e.quantity, CASE WHEN e.kind = 'unpick' OR o.kind = 'pick' THEN -e.quantity ELSE 0 END
  FROM stock_entry e JOIN place t ON t.id = e.to_place_id AND t.kind = 'shelf' JOIN lot l ON l.id = e.lot_id JOIN goods g ON g.id = e.goods_id
  LEFT JOIN stock_entry o ON o.id = e.reverses_id
  WHERE e.id > after_id AND e.id <= upto_id AND l.unit = g.base_unit
$$;

CREATE OR REPLACE FUNCTION roll_stock_days(settled_age interval DEFAULT '5 minutes') RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mark bigint;
  upto bigint;
BEGIN
  SELECT last_entry_id INTO mark FROM stock_day_mark WHERE id = 1 FOR UPDATE;
  SELECT coalesce(max(id), mark) INTO upto FROM stock_entry WHERE id > mark AND posted_at <= now() - settled_age;
  IF upto = mark THEN RETURN 0; END IF;
  WITH moved AS MATERIALIZED (SELECT * FROM shelf_movements(mark, upto)),
  days AS (
    INSERT INTO stock_day AS d (site_id, goods_id, area_code, day, net, came, issued)
    SELECT m.site_id, m.goods_id, m.area_code, m.day, sum(m.delta), coalesce(sum(m.delta) FILTER (WHERE m.delta > 0), 0), sum(m.issued)
    FROM moved m GROUP BY 1, 2, 3, 4
    ON CONFLICT (site_id, goods_id, day) DO UPDATE SET net = d.net + excluded.net, came = d.came + excluded.came, issued = d.issued + excluded.issued)
  INSERT INTO stock_hour AS h (hour, site_id, goods_id, area_code, net)
  SELECT m.hour, m.site_id, m.goods_id, m.area_code, sum(m.delta) FROM moved m GROUP BY 1, 2, 3, 4
  ON CONFLICT (hour, site_id, goods_id) DO UPDATE SET net = h.net + excluded.net;
  UPDATE stock_day_mark SET last_entry_id = upto WHERE id = 1;
  RETURN upto - mark;
END $$;

-- What is already behind the mark.
INSERT INTO stock_hour (hour, site_id, goods_id, area_code, net)
SELECT m.hour, m.site_id, m.goods_id, m.area_code, sum(m.delta) FROM stock_day_mark k, shelf_movements(0, k.last_entry_id) m GROUP BY 1, 2, 3, 4;

-- The gravest open requests, in the order the situation page shows them: its first rows come from the index alone.
CREATE INDEX demand_request_gravest ON demand_request (priority, (coalesce(submitted_at, business_at)), id) WHERE state = 'approved' AND fulfilment IN ('none', 'partly');
