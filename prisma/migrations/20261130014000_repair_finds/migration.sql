-- What is missing at a till is placed there only once the till was listed again past it. The listing that a repair waits
-- for is named by its row.
ALTER TABLE "repairs" ADD COLUMN "find_ref" TEXT;
