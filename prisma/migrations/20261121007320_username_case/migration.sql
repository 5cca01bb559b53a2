-- One name is one person: sign-in folds case, so a name in capitals would be a twin nobody could sign in as, or be taken for.
ALTER TABLE person ADD CONSTRAINT person_username_small CHECK (username = lower(username)) NOT VALID;
