-- Some vendors name an order by a number that may be another account's: such a number is held against what both say
-- before it links, and what contradicts is kept. And orders that may be one are suggested to people: the suggestions,
-- how far the legs are looked through (from three days before this runs), and the numbers that are called out in a
-- store on a day, which are looked for there alone.

-- AlterTable
ALTER TABLE "declared_numbers" ADD COLUMN "is_checked" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "contradicts" TEXT;

-- CreateIndex
CREATE INDEX "declared_numbers_contradicts_idx" ON "declared_numbers"("leg_id") WHERE "contradicts" IS NOT NULL;

-- CreateTable
CREATE TABLE "link_suggestions" (
    "id" UUID NOT NULL,
    "leg_id" UUID NOT NULL,
    "other_leg_id" UUID NOT NULL,
    "store_id" UUID,
    "score" INTEGER NOT NULL,
    "reasons" TEXT[] NOT NULL,
    "contradicts" TEXT[] NOT NULL,
    "is_alike" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_suggestions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "link_suggestions_of_a_state" CHECK ("state" IN ('open', 'linked', 'dismissed', 'gone'))
);

-- CreateTable
CREATE TABLE "suggested_until" (
    "single" BOOLEAN NOT NULL DEFAULT true,
    "leg_id" UUID NOT NULL,

    CONSTRAINT "suggested_until_pkey" PRIMARY KEY ("single"),
    CONSTRAINT "suggested_until_once" CHECK ("single")
);

-- CreateTable
CREATE TABLE "pickup_numbers" (
    "store_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "number" TEXT NOT NULL,
    "leg_id" UUID NOT NULL,

    CONSTRAINT "pickup_numbers_pkey" PRIMARY KEY ("store_id", "day", "number", "leg_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "link_suggestions_leg_id_other_leg_id_key" ON "link_suggestions"("leg_id", "other_leg_id");

-- CreateIndex
CREATE INDEX "link_suggestions_other_leg_id_idx" ON "link_suggestions"("other_leg_id");

-- CreateIndex
CREATE INDEX "link_suggestions_state_idx" ON "link_suggestions"("state", "id");

-- CreateIndex
CREATE INDEX "pickup_numbers_day_idx" ON "pickup_numbers"("day");

-- AddForeignKey
ALTER TABLE "link_suggestions" ADD CONSTRAINT "link_suggestions_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_suggestions" ADD CONSTRAINT "link_suggestions_other_leg_id_fkey" FOREIGN KEY ("other_leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "suggested_until" ("leg_id")
SELECT (lpad(to_hex((extract(epoch FROM now() - INTERVAL '3 days') * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid;
