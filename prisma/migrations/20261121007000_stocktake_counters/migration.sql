-- Four eyes on a stocktake means: nobody who wrote any of its counts approves it, whoever pressed "finish". And a difference is booked once:
-- each line keeps up to which entry of the ledger its count speaks, so that a correction of the same lot booked since is noticed.
ALTER TABLE stocktake ADD COLUMN counter_ids UUID[] DEFAULT ARRAY[]::UUID[];
UPDATE stocktake SET counter_ids = ARRAY[counted_by_id] WHERE counted_by_id IS NOT NULL;
ALTER TABLE stocktake ADD CONSTRAINT stocktake_approved_by_no_counter CHECK (approved_by_id <> ALL (counter_ids));
ALTER TABLE stocktake_line ADD COLUMN counted_after BIGINT;
