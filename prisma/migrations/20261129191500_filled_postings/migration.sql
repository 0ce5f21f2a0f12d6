-- Orders of before there were postings are posted by a job, as they counted until now: the newest first, in slices.
-- An order that sells nothing has nothing to be posted. The index has what is left, and empties.

-- AlterTable
ALTER TABLE "refolds" ADD COLUMN "looked_at" TIMESTAMPTZ(3);

CREATE INDEX "orders_unposted_newest_idx" ON "orders" ("sale_at", "id")
  WHERE posting_key IS NULL AND sale_at IS NOT NULL;

-- CreateTable
CREATE TABLE "filled_day_differences" (
    "store_id" UUID NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "posted_fen" BIGINT NOT NULL,
    "sold_fen" BIGINT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "filled_day_differences_pkey" PRIMARY KEY ("store_id", "day"),
    CONSTRAINT "filled_day_differences_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id")
        ON DELETE RESTRICT ON UPDATE CASCADE
);

-- An empty database has nothing to be posted.
INSERT INTO "refolds" ("id", "kind", "created_at")
SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7' || substr(md5('postings'), 1, 3)
    || '8' || substr(md5('postings'), 4, 15))::uuid, 'postings', now()
WHERE EXISTS (SELECT FROM "orders" WHERE posting_key IS NULL AND sale_at IS NOT NULL);
