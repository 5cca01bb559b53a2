-- Four eyes on a need: whoever wrote it (first, or when it was mended) neither verifies nor approves it, also when somebody else pressed
-- "submit"; and the two who decide are two.
ALTER TABLE demand_request ADD COLUMN edited_by_id UUID;
ALTER TABLE demand_request
  ADD CONSTRAINT demand_verified_by_no_writer CHECK (verified_by_id <> created_by_id AND verified_by_id <> edited_by_id) NOT VALID,
  ADD CONSTRAINT demand_approved_by_no_writer CHECK (approved_by_id <> created_by_id AND approved_by_id <> edited_by_id) NOT VALID,
  ADD CONSTRAINT demand_approved_by_a_third CHECK (approved_by_id <> verified_by_id) NOT VALID;
