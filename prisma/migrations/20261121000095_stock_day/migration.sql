-- What moved on and off the shelves by site, goods and business day, so that days of cover need not read two weeks of the ledger. Rolled up
-- entry by entry behind a mark; what is newer than the mark is read from the ledger itself, so the sum is exact at any moment.
CREATE TABLE "stock_day" (
    "site_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "day" DATE NOT NULL,
    "net" BIGINT NOT NULL DEFAULT 0,
    "came" BIGINT NOT NULL DEFAULT 0,
    "issued" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stock_day_pkey" PRIMARY KEY ("site_id","goods_id","day")
);
CREATE INDEX "stock_day_day_idx" ON "stock_day"("day");
ALTER TABLE stock_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY reach ON stock_day USING (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

CREATE TABLE "stock_day_mark" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "last_entry_id" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stock_day_mark_pkey" PRIMARY KEY ("id")
);
ALTER TABLE stock_day_mark ADD CONSTRAINT stock_day_mark_single CHECK (id = 1);
INSERT INTO stock_day_mark (id) VALUES (1);
REVOKE INSERT, UPDATE, DELETE ON stock_day, stock_day_mark FROM changping_app, changping_jobs;

-- Shelf movements of entries after a mark, base units only: net change, what came, what was issued (picked, net of what was put back).
CREATE FUNCTION shelf_movements(after_id bigint, upto_id bigint) RETURNS TABLE (site_id uuid, goods_id uuid, area_code text, day date, delta bigint, issued bigint)
LANGUAGE sql STABLE AS $$
  SELECT f.site_id, e.goods_id, f.area_code, (e.business_at AT TIME ZONE 'Asia/Shanghai')::date, -e.quantity, CASE WHEN e.kind = 'pick' THEN e.quantity ELSE 0 END
  FROM stock_entry e JOIN place f ON f.id = e.from_place_id AND f.kind = 'shelf' JOIN lot l ON l.id = e.lot_id JOIN goods g ON g.id = e.goods_id
  WHERE e.id > after_id AND e.id <= upto_id AND l.unit = g.base_unit
  UNION ALL
  SELECT t.site_id, e.goods_id, t.area_code, (e.business_at AT TIME ZONE 'Asia/Shanghai')::date, e.quantity, CASE WHEN e.kind = 'unpick' OR o.kind = 'pick' THEN -e.quantity ELSE 0 END
  FROM stock_entry e JOIN place t ON t.id = e.to_place_id AND t.kind = 'shelf' JOIN lot l ON l.id = e.lot_id JOIN goods g ON g.id = e.goods_id
  LEFT JOIN stock_entry o ON o.id = e.reverses_id
  WHERE e.id > after_id AND e.id <= upto_id AND l.unit = g.base_unit
$$;

-- Rolls up what is settled: no transaction that began before the age is still writing (the application's own end after two minutes).
-- Two callers take turns on the mark's row. Returns the number of entries rolled up.
CREATE FUNCTION roll_stock_days(settled_age interval DEFAULT '5 minutes') RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mark bigint;
  upto bigint;
BEGIN
  SELECT last_entry_id INTO mark FROM stock_day_mark WHERE id = 1 FOR UPDATE;
  SELECT coalesce(max(id), mark) INTO upto FROM stock_entry WHERE id > mark AND posted_at <= now() - settled_age;
  IF upto = mark THEN RETURN 0; END IF;
  INSERT INTO stock_day AS d (site_id, goods_id, area_code, day, net, came, issued)
  SELECT m.site_id, m.goods_id, m.area_code, m.day, sum(m.delta), coalesce(sum(m.delta) FILTER (WHERE m.delta > 0), 0), sum(m.issued)
  FROM shelf_movements(mark, upto) m GROUP BY 1, 2, 3, 4
  ON CONFLICT (site_id, goods_id, day) DO UPDATE SET net = d.net + excluded.net, came = d.came + excluded.came, issued = d.issued + excluded.issued;
  UPDATE stock_day_mark SET last_entry_id = upto WHERE id = 1;
  RETURN upto - mark;
END $$;
