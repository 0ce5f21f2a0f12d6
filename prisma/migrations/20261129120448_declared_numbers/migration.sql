-- A leg that is named by another account's order number is linked while one order has that number. Which number that is
-- was known only while its vendor spoke of it; it is judged again when a leg of the number is opened.

-- CreateTable
CREATE TABLE "declared_numbers" (
    "leg_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "number" TEXT NOT NULL,

    CONSTRAINT "declared_numbers_pkey" PRIMARY KEY ("leg_id")
);

-- CreateIndex
CREATE INDEX "declared_numbers_account_id_number_idx" ON "declared_numbers"("account_id", "number");

-- AddForeignKey
ALTER TABLE "declared_numbers" ADD CONSTRAINT "declared_numbers_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Those that are linked by such a number now: it is among their own numbers, and names a leg of the same order.
INSERT INTO "declared_numbers" ("leg_id", "account_id", "number")
SELECT own."id", named."account_id", named."vendor_no"
FROM (SELECT DISTINCT ON ("leg_id") "leg_id", "evidence" FROM "order_links"
      WHERE "leg_id" IN (SELECT "leg_id" FROM "order_links" WHERE "evidence" = 'declared number')
      ORDER BY "leg_id", "linked_at" DESC, "id" DESC) AS present
JOIN "legs" own ON own."id" = present."leg_id"
JOIN "legs" named ON named."order_id" = own."order_id" AND named."account_id" <> own."account_id"
JOIN "leg_numbers" said ON said."leg_id" = own."id" AND said."number" = named."vendor_no"
WHERE present."evidence" = 'declared number'
ON CONFLICT DO NOTHING;
