-- Giving recorded orders to other stores was one transaction under a lock that all recording waited for: seconds
-- for a million legs, minutes and gigabytes where half of them moved. Now it is a job that goes on in small steps.
-- Breaks hubs before 0.2.0: they derive and submit hours whose orders are on the move, and with bindings in time,
-- the migration before, take bindings that have ended for ones in force and fail to make new ones.

-- CreateTable
CREATE TABLE "attributions" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "vendor_store_id" TEXT,
    "code" TEXT,
    "since" TIMESTAMPTZ(3),
    "store_ids" UUID[],
    "search" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(3),
    "looked_id" UUID,
    "waits_since" TIMESTAMPTZ(3),
    "recordings" TEXT[],
    "legs_looked" INTEGER NOT NULL DEFAULT 0,
    "orders_moved" INTEGER NOT NULL DEFAULT 0,
    "legs_left" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "attributions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribution_places" (
    "attribution_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "quarter" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attribution_places_pkey" PRIMARY KEY ("attribution_id","store_id","quarter")
);

-- The open ones are looked at by everybody who derives or submits.
CREATE INDEX "attributions_open_idx" ON "attributions" ("id") WHERE "finished_at" IS NULL;

-- CreateIndex
CREATE INDEX "attribution_places_store_id_quarter_idx" ON "attribution_places"("store_id", "quarter");

-- AddForeignKey
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribution_places" ADD CONSTRAINT "attribution_places_attribution_id_fkey" FOREIGN KEY ("attribution_id") REFERENCES "attributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

UPDATE "hub_requirements" SET "min_hub_version" = '0.2.0';
