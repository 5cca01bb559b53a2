-- What goods are counted in never changes: every quantity of them, in stock or on paper, would mean something else.
CREATE FUNCTION keep_base_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'goods % are counted in %: violates constraint "goods_base_unit_kept"', OLD.code, OLD.base_unit USING ERRCODE = '23514';
END $$;
CREATE TRIGGER base_unit_kept BEFORE UPDATE OF base_unit ON goods
  FOR EACH ROW WHEN (OLD.base_unit IS DISTINCT FROM NEW.base_unit) EXECUTE FUNCTION keep_base_unit();
