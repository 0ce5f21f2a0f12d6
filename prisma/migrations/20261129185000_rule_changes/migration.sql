-- Where a store has another rule set, its recorded orders are made to count by it by the same kind of job that gives
-- orders to other stores: in steps, with the store's hours at rest until it is done.
ALTER TABLE "attributions" ADD COLUMN "rule_version" INTEGER;
