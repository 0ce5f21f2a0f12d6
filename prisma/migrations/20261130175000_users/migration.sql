-- People sign in by a name and a password, besides keys. A password is set by whoever has a link that an admin made. Users are
-- disabled, never deleted: their ids stand in what is kept of who did what. A hub of an earlier version knows no users, and
-- takes no session of one; it reads api_keys alone, which stay as they are.

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "store_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "password_hash" TEXT,
    "password_set_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_links" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_name_key_key" ON "users"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "password_links_token_hash_key" ON "password_links"("token_hash");

-- CreateIndex
CREATE INDEX "password_links_user_idx" ON "password_links"("user_id");

-- AddForeignKey
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whoever is named by an id: one place that knows where names stand.
CREATE VIEW "actor_names" AS
  SELECT "id", "name" FROM "api_keys"
  UNION ALL
  SELECT "id", "name" FROM "users";

CREATE FUNCTION users_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'users are disabled, not deleted: their ids stand in what is kept of who did what';
END $$;

CREATE TRIGGER users_are_not_deleted BEFORE DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION users_stay();
