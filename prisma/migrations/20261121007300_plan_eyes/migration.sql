-- Four eyes on a plan and on a purchase: whoever made it neither approves nor rejects it, also when somebody else pressed "submit".
ALTER TABLE allocation_plan
  ADD CONSTRAINT plan_approved_by_no_writer CHECK (approved_by_id <> created_by_id) NOT VALID;
ALTER TABLE purchase_order
  ADD CONSTRAINT purchase_approved_by_no_writer CHECK (approved_by_id <> created_by_id) NOT VALID;
