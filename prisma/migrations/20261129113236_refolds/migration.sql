-- What is folded otherwise from a version on is folded anew by a job that looks through the legs in small steps; one
-- row each, made by the migration that wants it. The first: of two statements of one instant each group of a leg had
-- chosen by itself, and mixed them.
-- Breaks hubs before 0.3.0: they go on mixing, in legs that have been folded anew too.

-- CreateTable
CREATE TABLE "refolds" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "looked_id" UUID,
    "legs_looked" INTEGER NOT NULL DEFAULT 0,
    "orders_changed" INTEGER NOT NULL DEFAULT 0,
    "legs_left" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "refolds_pkey" PRIMARY KEY ("id")
);

-- An empty database has nothing to be folded anew.
INSERT INTO "refolds" ("id", "kind", "created_at")
SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7' || substr(md5('same_instant'), 1, 3)
    || '8' || substr(md5('same_instant'), 4, 15))::uuid, 'same_instant', now()
WHERE EXISTS (SELECT FROM "legs");

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
