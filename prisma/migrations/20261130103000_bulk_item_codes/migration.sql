-- Why an item of a bulk act failed or was skipped has a code and its params beside the English sentence, as problems have:
-- people read it in their language. Of what came before there is the sentence alone.

-- AlterTable
ALTER TABLE "bulk_items" ADD COLUMN     "code" TEXT,
ADD COLUMN     "params" JSONB NOT NULL DEFAULT '{}';
