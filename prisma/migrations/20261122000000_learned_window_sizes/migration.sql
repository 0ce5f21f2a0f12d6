-- Which size of windows a vendor refuses is known only by its answers; a stream remembers it for a day, so that
-- planning and joining do not make a large one again of what had to be halved.

-- AlterTable
ALTER TABLE "coverage_streams" ADD COLUMN     "largest_seconds" INTEGER,
ADD COLUMN     "largest_until" TIMESTAMPTZ(3);
