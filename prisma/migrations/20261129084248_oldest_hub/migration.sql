-- Hubs of two versions run side by side while a fleet is brought up to date. A migration that one of the version
-- before would not survive says here from which version on hubs may work; each of them looks, and an older one
-- stops by itself.
-- A hub of the version before goes on beside one of this version: it does not know the table.

-- CreateTable
CREATE TABLE "hub_requirements" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "min_hub_version" TEXT NOT NULL,

    CONSTRAINT "hub_requirements_pkey" PRIMARY KEY ("only"),
    CONSTRAINT "hub_requirements_one_row" CHECK ("only"),
    CONSTRAINT "hub_requirements_version" CHECK ("min_hub_version" ~ '^[0-9]+\.[0-9]+\.[0-9]+$')
);

INSERT INTO "hub_requirements" ("min_hub_version") VALUES ('0.1.0');
