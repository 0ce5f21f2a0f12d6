-- Hours past which deriving had gone without them were seen by nobody. They are looked for and filled every few minutes;
-- those that could not be filled stand here, so that metrics and health tell of them without looking through all hours.

-- CreateTable
CREATE TABLE "hour_holes" (
    "store_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hour_holes_pkey" PRIMARY KEY ("store_id","hour_start")
);

-- CreateIndex
CREATE INDEX "hour_holes_account_id_idx" ON "hour_holes"("account_id");

-- AddForeignKey
ALTER TABLE "hour_holes" ADD CONSTRAINT "hour_holes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "hour_holes" ADD CONSTRAINT "hour_holes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
