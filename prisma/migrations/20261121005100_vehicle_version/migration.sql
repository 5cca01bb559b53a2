-- Vehicles are changed by people now, each change against the version they saw; lists of one fleet read it by plate.
ALTER TABLE vehicle ADD COLUMN version integer NOT NULL DEFAULT 1;
CREATE INDEX vehicle_area_plate ON vehicle (area_code, plate);
