-- Demand requests: what a merge changed (so that undoing it restores exactly), what a confirmation changed, how much of a
-- request is unmet (kept by a trigger, so that the open list can be ordered by it), and the limits of promising and shipping
-- in the database, so that imports and every other writer are held to them too.

ALTER TABLE demand_request
  ADD COLUMN merge_changes JSONB,
  ADD COLUMN unmet_permille INTEGER NOT NULL DEFAULT 1000,
  ADD CONSTRAINT demand_merged_names_target CHECK ((state = 'merged') = (merged_into_id IS NOT NULL)),
  ADD CONSTRAINT demand_unmet_permille_range CHECK (unmet_permille BETWEEN 0 AND 1000);

ALTER TABLE demand_confirmation
  ADD COLUMN changes JSONB NOT NULL DEFAULT '[]',
  ADD CONSTRAINT demand_confirmation_answer_known CHECK (answer IN ('still', 'partly', 'noLonger'));

ALTER TABLE demand_line
  ADD CONSTRAINT demand_line_approved_within_asked CHECK (approved_quantity <= coalesce(quantity, estimate)),
  ADD CONSTRAINT demand_line_promised_within_approved CHECK (promised <= approved_quantity),
  ADD CONSTRAINT demand_line_shipped_within_promised CHECK (shipped <= promised);

-- Mean of the lines' unmet shares in thousandths: shares may be averaged where quantities of unlike units may not be added.
-- A line whose amount nobody knows counts as wholly unmet; a line approved at zero or no longer needed does not count.
CREATE FUNCTION refresh_demand_unmet() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.demand_id ELSE NEW.demand_id END;
BEGIN
  UPDATE demand_request r SET unmet_permille = coalesce((
    SELECT round(avg(CASE WHEN x.target IS NULL THEN 1000 ELSE greatest(0, 1000 - x.received * 1000 / x.target) END))
    FROM (SELECT l.received::numeric,
                 CASE WHEN l.cancelled_reason IS NULL THEN coalesce(l.approved_quantity, l.quantity, l.estimate)
                      ELSE coalesce(l.approved_quantity, 0) END::numeric AS target
          FROM demand_line l WHERE l.demand_id = changed) x
    WHERE x.target IS NULL OR x.target > 0), 0)
  WHERE r.id = changed;
  RETURN NULL;
END $$;
CREATE TRIGGER unmet AFTER INSERT OR DELETE OR UPDATE OF quantity, estimate, approved_quantity, received, cancelled_reason
  ON demand_line FOR EACH ROW EXECUTE FUNCTION refresh_demand_unmet();

-- The open list and the queues: few of all requests are open.
CREATE INDEX demand_request_open ON demand_request (area_code, priority, submitted_at)
  WHERE state IN ('submitted', 'verified', 'approved') AND fulfilment IN ('none', 'partly');
CREATE INDEX demand_request_waiting ON demand_request (due_at) WHERE state IN ('submitted', 'verified') AND escalated_at IS NULL;
