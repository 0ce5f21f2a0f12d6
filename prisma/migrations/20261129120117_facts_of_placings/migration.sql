-- An order that changes after it was placed stood at the till as it was, and nobody was told. A placing keeps what it
-- booked, without the person, and what of it is another now. A hub of the version before leaves both out: what it places
-- is not compared.
ALTER TABLE "dispatches" ADD COLUMN "placed_facts" JSONB;
ALTER TABLE "dispatches" ADD COLUMN "differs" JSONB;
