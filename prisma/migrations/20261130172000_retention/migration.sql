-- How long things are kept, by kind: what people have set, which months are on their way out, and how it goes. A month
-- leaves in steps that no transaction holds together (detached, looked at once more, dropped); its row is written before
-- the first of them, so that whoever finds one half gone knows that it was the hub's doing, and goes on.

-- CreateTable
CREATE TABLE "retention_settings" (
    "kind" TEXT NOT NULL,
    "days" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "retention_settings_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "retention_months" (
    "name" TEXT NOT NULL,
    "parent" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_months_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "retention_standings" (
    "kind" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "error_message" TEXT,
    "overdue_since" TIMESTAMPTZ(3),
    "held" INTEGER NOT NULL DEFAULT 0,
    "months_dropped" BIGINT NOT NULL DEFAULT 0,
    "rows_deleted" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "retention_standings_pkey" PRIMARY KEY ("kind")
);

-- The first run is the night after, and not as soon as a hub starts: until then people can say what is kept longer.
INSERT INTO "ticks" ("name", "slot") VALUES ('retention.run', now()) ON CONFLICT ("name") DO NOTHING;
