-- Who last paused an account or let it go on, when and why, so that whoever comes next need not ask around.

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN "pausing" JSONB;
