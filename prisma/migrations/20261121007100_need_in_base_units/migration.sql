-- A need is counted in base units. A lot counted in packs of unknown size can therefore not serve one: ten cartons would count as ten pieces.
CREATE FUNCTION need_in_base_units() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM goods g WHERE g.id = NEW.goods_id AND g.base_unit = NEW.unit) THEN
    RAISE EXCEPTION 'new row for relation "transfer_line" violates check constraint "transfer_line_need_in_base_units"' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER need_in_base_units BEFORE INSERT OR UPDATE OF demand_line_id, goods_id, unit ON transfer_line
  FOR EACH ROW WHEN (NEW.demand_line_id IS NOT NULL) EXECUTE FUNCTION need_in_base_units();
