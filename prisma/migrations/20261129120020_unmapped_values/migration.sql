-- A vendor's value that no map of the account lists was only raw text inside a leg's state, which nobody could ask for:
-- each leg's becomes a row, so that an account's are told, counted, and mapped later. Reads every leg once.
-- Breaks hubs before 0.3.0: they leave rows of values that a leg no longer has, and add none.

-- CreateTable
CREATE TABLE "unmapped_values" (
    "leg_id" UUID NOT NULL,
    "state_group" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "unmapped_values_pkey" PRIMARY KEY ("leg_id","state_group")
);

INSERT INTO "unmapped_values" ("leg_id", "state_group", "account_id", "value")
SELECT legs."id", said."state_group", legs."account_id", left(said."value" ->> 'raw', 200)
FROM "legs" CROSS JOIN LATERAL (VALUES
  ('payment', legs."state" #> '{payment,value}'),
  ('fulfilment', legs."state" #> '{fulfilment,value}'),
  ('afterSale', legs."state" #> '{afterSale,value}')) AS said("state_group", "value")
WHERE NOT legs."own_store_ids" AND said."value" ->> 'state' = 'unknown' AND coalesce(said."value" ->> 'raw', '') <> '';

-- CreateIndex
CREATE INDEX "unmapped_values_account_id_state_group_value_leg_id_idx" ON "unmapped_values"("account_id", "state_group", "value", "leg_id");

-- AddForeignKey
ALTER TABLE "unmapped_values" ADD CONSTRAINT "unmapped_values_leg_id_fkey" FOREIGN KEY ("leg_id") REFERENCES "legs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
