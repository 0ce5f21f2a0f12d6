-- That a vendor lists nothing looks like that there is nothing, and a window that was joined with others does not tell any
-- more which part of it was empty. Each stream keeps since when its windows have shown no row, up to when, and when the last
-- of them was closed. Of a stream that is read by a hub that does not know of it nothing is told.

-- AlterTable
ALTER TABLE "coverage_streams" ADD COLUMN "empty_from" TIMESTAMPTZ(3),
ADD COLUMN "empty_to" TIMESTAMPTZ(3),
ADD COLUMN "empty_at" TIMESTAMPTZ(3);
