-- Personal access tokens: other systems read the lists as the person who made the token, with that person's permissions and no more. Only a
-- hash is kept. A token stands and falls with the sessions of its person: it carries the session version it was made under.
CREATE TABLE "access_token" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "session_version" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "access_token_token_hash_key" ON "access_token"("token_hash");
CREATE INDEX "access_token_person_id_id_idx" ON "access_token"("person_id", "id");
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE access_token ADD CONSTRAINT access_token_is_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$');
ALTER TABLE access_token ADD CONSTRAINT access_token_expires CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days');
-- A token is revoked, never removed: the audit trail names it.
REVOKE DELETE ON access_token FROM changping_app, changping_jobs;
