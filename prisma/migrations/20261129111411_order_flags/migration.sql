-- What a person should look at was a list of texts on the order that nobody could ask for: each flag becomes a row, with
-- since when it stands and who has seen to it, so that orders are found by it.
-- Breaks hubs before 0.3.0: they write and read orders.flags.

-- CreateTable
CREATE TABLE "order_flags" (
    "order_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "param" TEXT NOT NULL DEFAULT '',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "dismissed_at" TIMESTAMPTZ(3),
    "dismissed_by" TEXT,

    CONSTRAINT "order_flags_pkey" PRIMARY KEY ("code","order_id","source","param")
);

INSERT INTO "order_flags" ("order_id", "source", "code", "param", "since")
SELECT o."id", 'ledger', split_part(flag, ':', 1), left(substr(flag, length(split_part(flag, ':', 1)) + 2), 160),
  o."updated_at"
FROM "orders" o CROSS JOIN unnest(o."flags") AS flag
ON CONFLICT DO NOTHING;

ALTER TABLE "orders" DROP COLUMN "flags";

-- CreateIndex
CREATE INDEX "order_flags_order_id_source_idx" ON "order_flags"("order_id", "source");

-- The list of what nobody has seen to, the newest order first.
CREATE INDEX "order_flags_open_idx" ON "order_flags" ("order_id") WHERE "dismissed_at" IS NULL;

-- AddForeignKey
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
