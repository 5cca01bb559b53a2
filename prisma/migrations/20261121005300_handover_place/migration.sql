-- Over plain HTTP a browser gives no position: the receiver then says in words, or by coordinates, where the goods were taken over.
ALTER TABLE handover ADD COLUMN place_name text NOT NULL DEFAULT '';
ALTER TABLE handover ADD CONSTRAINT handover_place_name_short CHECK (char_length(place_name) <= 200);
