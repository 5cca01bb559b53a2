-- The situation page and "my work" ask what moved lately in business time, what one person did, and what was picked lately. Each is an
-- index range, so that the answer costs what happened lately and not all that ever happened.
CREATE INDEX "event_type_business_at_idx" ON event (type, business_at);
CREATE INDEX "event_actor_id_id_idx" ON event (actor_id, id);
CREATE INDEX stock_entry_picks ON stock_entry (business_at) WHERE kind = 'pick';
