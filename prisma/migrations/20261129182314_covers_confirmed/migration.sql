-- How far a cover reaches at a vendor (the hour, or the day) its page leaves open. Until a person has seen one covered
-- hour there, changed hours wait for somebody; that somebody has is kept with the account. A hub of the version before
-- goes on beside one of this version: it covers nothing by itself.
ALTER TABLE "accounts" ADD COLUMN "cover_confirmed_at" TIMESTAMPTZ(3), ADD COLUMN "cover_confirmed_by" TEXT;
