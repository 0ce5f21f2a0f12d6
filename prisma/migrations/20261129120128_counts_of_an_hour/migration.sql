-- An hour's items and lines are sums over its orders, and no bound of an order keeps such a sum within 32 bits. The
-- orders' own stay: each is bounded where it is counted.
-- Breaks hubs before 0.3.0: to them these columns come as texts, not as numbers.

-- AlterTable
ALTER TABLE "hourly_revisions" ALTER COLUMN "items" SET DATA TYPE BIGINT,
ALTER COLUMN "lines" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "hour_differences" ALTER COLUMN "items" SET DATA TYPE BIGINT,
ALTER COLUMN "lines" SET DATA TYPE BIGINT;

UPDATE "hub_requirements" SET "min_hub_version" = '0.3.0';
