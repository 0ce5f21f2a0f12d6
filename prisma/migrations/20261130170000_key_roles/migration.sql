-- A key may do what its role says, for the stores that it is for, until it expires. Keys that were there before could do
-- everything, and go on so. One that a hub of an earlier version makes meanwhile only reads: such a hub knows no roles.

-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_from_environment" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'viewer',
ADD COLUMN     "store_ids" UUID[] DEFAULT ARRAY[]::UUID[];

UPDATE "api_keys" SET "role" = 'admin', "is_from_environment" = "name" = 'HUB_ADMIN_KEY';
