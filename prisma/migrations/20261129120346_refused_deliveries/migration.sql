-- A rightly signed delivery that was refused for its content left no trace: its order was missing, and only the sender
-- knew. It is kept now, so many an account and day, until it is made good. And a delivery keeps the charset that it
-- declares: its bytes are read again when it is worked off, and when it is replayed.
-- Breaks hubs before 0.3.0: they know no refused delivery, and would read one in GBK as UTF-8.

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "charset" TEXT,
ADD COLUMN     "faults" JSONB;

-- CreateTable
CREATE TABLE "refused_days" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "beyond" INTEGER NOT NULL DEFAULT 0,
    "first_beyond_at" TIMESTAMPTZ(3),
    "last_beyond_at" TIMESTAMPTZ(3),

    CONSTRAINT "refused_days_pkey" PRIMARY KEY ("account_id","day")
);

-- Written by hand: by what a repeat is known, and by what a correction ends those that are open.
CREATE INDEX "deliveries_refused_body_idx" ON "deliveries" ("account_id", "body_hash") WHERE state = 'refused';
CREATE INDEX "deliveries_open_refused_idx" ON "deliveries" ("account_id", ("order_references" -> 0 ->> 'vendorNo'))
WHERE state = 'refused' AND settled_at IS NULL;

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
