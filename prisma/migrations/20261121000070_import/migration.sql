-- What an import needs beside its rows: figures of a row's reason for the message that explains it, and when the batch last got on,
-- so that an import whose process died can be told from one that is busy.

ALTER TABLE import_row ADD COLUMN detail jsonb NOT NULL DEFAULT '{}';
ALTER TABLE import_row ADD CONSTRAINT import_row_outcome_known
  CHECK (outcome IN ('pending', 'imported', 'queued', 'rejected') AND (outcome IN ('queued', 'rejected')) = (reason IS NOT NULL));
ALTER TABLE import_batch ADD COLUMN progress_at timestamptz(3);
-- The rows of a file are shown together, whichever upload of it brought them in.
CREATE INDEX import_row_file ON import_row (kind, file_sha256, row_number);
