-- An order that changes twice between two looks of a consumer has been in a place that neither "before" nor
-- the order itself tells of any more; an hour that was derived meanwhile would stay wrong and unmarked.
-- A hub of the version before neither reads nor writes the column: it goes on beside one of this version.

-- AlterTable
ALTER TABLE "order_changes" ADD COLUMN "passed_through" JSONB NOT NULL DEFAULT '[]';
