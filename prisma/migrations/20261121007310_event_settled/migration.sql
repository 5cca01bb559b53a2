-- The stream of events reads by transaction, then by id: ids alone do not come in the order in which transactions end.
CREATE INDEX event_xid_id_idx ON event (xid, id);
