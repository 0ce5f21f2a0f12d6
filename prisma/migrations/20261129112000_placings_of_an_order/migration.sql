-- An order that was cancelled and is alive again may be placed once more: of one leg there are several placings then,
-- each with a marker of its own, and a till's order belongs to the one whose marker it carries. Until now every order
-- of ours at a till counted as the same one.
-- Breaks hubs before 0.3.0: they write commands by the key that goes, and keep no marker with the till's orders.

ALTER TABLE "dispatches" ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 1;

-- DropIndex
DROP INDEX "dispatches_leg_id_account_id_kind_key";

-- CreateIndex
CREATE UNIQUE INDEX "dispatches_leg_id_account_id_kind_generation_key" ON "dispatches"("leg_id", "account_id", "kind", "generation");

ALTER TABLE "legs" ADD COLUMN "marker" TEXT;

-- Until now an order had one placing at a till: what exact evidence has linked there is its. Where two storefronts'
-- legs have become one order, the number says whose it is.
UPDATE legs SET marker = placed.marker
FROM (
  SELECT DISTINCT ON (till.id) till.id, d.marker
  FROM dispatches d
  JOIN legs shop ON shop.id = d.leg_id
  JOIN legs till ON till.order_id = shop.order_id AND till.account_id = d.account_id
  WHERE d.kind = 'place' AND d.marker IS NOT NULL AND EXISTS (
    SELECT FROM order_links l WHERE l.leg_id = till.id AND l.evidence IN ('marker', 'receipt'))
  ORDER BY till.id, (d.vendor_no IS NOT DISTINCT FROM till.vendor_no) DESC, d.id
) placed
WHERE legs.id = placed.id;

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
