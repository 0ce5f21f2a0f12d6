-- Secrets are sealed under data keys, one an account and one for each other use, and data keys are wrapped under master
-- keys that have ids. A new master key so wraps a few data keys anew, and rewrites nothing that they seal.
-- Breaks hubs before 0.4.0: they read secrets that are sealed under the master key itself alone, and the first hub of
-- 0.4.0 that starts seals all of them anew. What they have written until then is read, and moved, by every hub of 0.4.0
-- at each start, as long as HUB_MASTER_KEY holds the key of then as id 0.

-- CreateTable
CREATE TABLE "data_keys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "master_key_id" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "wrapped_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "data_keys_name_key" ON "data_keys"("name");

-- CreateTable
CREATE TABLE "key_holders" (
    "instance_id" TEXT NOT NULL,
    "marks" TEXT[],
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_holders_pkey" PRIMARY KEY ("instance_id")
);

UPDATE "hub_requirements" SET "min_hub_version" = '0.4.0';
