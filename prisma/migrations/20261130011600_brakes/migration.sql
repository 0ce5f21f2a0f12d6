-- What mends by itself can do harm by itself: where a vendor answers wrongly, every order looks as if it were to be mended.
-- Repairs that nobody asked for begin under the rows of these brakes, one for all and one an account, which say whether
-- they are stopped, since when and why; beside them what a brake goes by: which orders were
-- compared and which of them differed, and which fetches of known orders failed.

-- CreateTable
CREATE TABLE "brakes" (
    "scope" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "stop_id" UUID,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_by" TEXT,
    "reason" TEXT,
    "detail" JSONB,
    "text_id" UUID,
    "started_at" TIMESTAMPTZ(3),
    "started_by" TEXT,

    CONSTRAINT "brakes_pkey" PRIMARY KEY ("scope"),
    CONSTRAINT "brakes_state" CHECK ("state" IN ('running', 'stopped')),
    CONSTRAINT "brakes_stopped" CHECK (("state" = 'stopped') = ("stop_id" IS NOT NULL AND "stopped_at" IS NOT NULL AND "reason" IS NOT NULL))
);

INSERT INTO "brakes" ("scope") VALUES ('all');

-- CreateTable
CREATE TABLE "brake_events" (
    "id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "stop_id" UUID NOT NULL,
    "reason" TEXT,
    "detail" JSONB,
    "actor" TEXT,
    "text_id" UUID,

    CONSTRAINT "brake_events_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "brake_events_kind" CHECK ("kind" IN ('stopped', 'started'))
);

-- CreateIndex
CREATE INDEX "brake_events_scope_id_idx" ON "brake_events"("scope", "id");

CREATE TRIGGER brake_events_append_only BEFORE UPDATE OR DELETE ON "brake_events"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER brake_events_no_truncate BEFORE TRUNCATE ON "brake_events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- CreateTable
CREATE TABLE "compared_minutes" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "level" SMALLINT NOT NULL DEFAULT 0,
    "agreeing" BYTEA NOT NULL,
    "differing" BYTEA NOT NULL,

    CONSTRAINT "compared_minutes_pkey" PRIMARY KEY ("minute","account_id","id")
);

-- CreateTable
CREATE TABLE "compared_hours" (
    "account_id" UUID NOT NULL,
    "hour_start" TIMESTAMPTZ(3) NOT NULL,
    "compared" INTEGER NOT NULL,
    "differing" INTEGER NOT NULL,

    CONSTRAINT "compared_hours_pkey" PRIMARY KEY ("account_id","hour_start")
);

-- CreateTable
CREATE TABLE "known_fetches" (
    "account_id" UUID NOT NULL,
    "failed_at" TIMESTAMPTZ(3)[],

    CONSTRAINT "known_fetches_pkey" PRIMARY KEY ("account_id")
);
