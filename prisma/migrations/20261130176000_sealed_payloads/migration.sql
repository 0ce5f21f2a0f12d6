-- Raw bytes are kept sealed, unless the hub is told otherwise; those that are there stay as they came, and go with their month.
-- A hub of the version before would read sealed bytes as a document: it is stopped by an earlier migration of this release.

-- AlterTable
ALTER TABLE "payloads" ADD COLUMN     "is_sealed" BOOLEAN NOT NULL DEFAULT false;
