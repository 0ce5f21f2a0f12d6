-- A person says that legs are one order, or takes a link back. Which of an order's links hold is told by the links
-- alone: one that undoes another names it, and says by what the leg is where it is again. Who said so, and why, is
-- beside them, because a text that a person wrote can be erased and a link cannot.

-- CreateTable
CREATE TABLE "link_acts" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "is_forced" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_acts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "link_acts_of_a_kind" CHECK ("kind" IN ('link', 'undo'))
);

-- AlterTable
ALTER TABLE "order_links" ADD COLUMN "undoes" UUID, ADD COLUMN "act_id" UUID;

-- CreateIndex
CREATE INDEX "order_links_act_idx" ON "order_links"("act_id") WHERE "act_id" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "order_links" ADD CONSTRAINT "order_links_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "link_acts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
