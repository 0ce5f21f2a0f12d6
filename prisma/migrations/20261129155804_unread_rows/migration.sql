-- One row that could not be read held its whole window back, read again and again with all its other rows. Such rows
-- have a table of their own now: the window is closed, a row with a number is asked for by it, and what nobody can read
-- stays listed until a person is done with it. Windows that were held back for such rows are read at once.
-- A hub of the version before goes on beside one of this version: it holds its windows back as before.

-- CreateTable
CREATE TABLE "unread_rows" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "window_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "vendor_no" TEXT,
    "message" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "by_live" BOOLEAN NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "unread_rows_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unread_rows_account_id_key_key" ON "unread_rows"("account_id", "key");

-- AddForeignKey
ALTER TABLE "unread_rows" ADD CONSTRAINT "unread_rows_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "unread_rows_window_idx" ON "unread_rows" ("window_id") WHERE state = 'open';
CREATE INDEX "unread_rows_due_idx" ON "unread_rows" ("due_at") WHERE state = 'open' AND due_at IS NOT NULL;

UPDATE "windows" SET "due_at" = now() WHERE "state" = 'failed' AND "error_code" = 'unread_rows' AND "due_at" > now();
