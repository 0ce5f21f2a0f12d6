-- Bulk acts: what a person planned, with each thing that it is about as a row, and what came of it. They go 90 days after
-- they ended, so they are not partitioned.

-- CreateTable
CREATE TABLE "bulks" (
    "id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "asked" JSONB NOT NULL,
    "words" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "planned_by" TEXT NOT NULL,
    "actor_kind" TEXT,
    "actor_id" UUID,
    "started_by" TEXT,
    "reason" TEXT,
    "cancelled_by" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error_message" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_items" (
    "bulk_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "name" TEXT,
    "was" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_items_pkey" PRIMARY KEY ("bulk_id","ordinal")
);

-- CreateIndex
CREATE INDEX "bulks_state_id_idx" ON "bulks"("state", "id");

-- CreateIndex
CREATE INDEX "bulk_items_bulk_id_state_ordinal_idx" ON "bulk_items"("bulk_id", "state", "ordinal");

-- AddForeignKey
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_bulk_id_fkey" FOREIGN KEY ("bulk_id") REFERENCES "bulks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Each thing is counted once, whoever works on it.
ALTER TABLE "bulks" ADD CONSTRAINT "bulks_counted_once" CHECK ("done" + "failed" + "skipped" <= "total");
