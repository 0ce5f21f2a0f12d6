-- What waits for people was in lists and metrics that somebody had to look at: nobody was told of it, and nothing said
-- who had seen to it. An alarm is a row while it stands; whoever wants to hear of it has an address, a notice is made for
-- each in the transaction that opens or ends the alarm, and a message is what is sent of them.

-- CreateTable
CREATE TABLE "alarms" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "occurrence" INTEGER NOT NULL DEFAULT 1,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "text_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "alarms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alarms_live_key" ON "alarms"("kind", "subject") WHERE "state" <> 'ended';
CREATE INDEX "alarms_ended_at_idx" ON "alarms"("ended_at");

-- CreateTable
CREATE TABLE "alarm_texts" (
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "alarm_texts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm_looks" (
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_looks_pkey" PRIMARY KEY ("source")
);

-- CreateTable
CREATE TABLE "alarm_addresses" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "secrets" BYTEA NOT NULL,
    "language" TEXT NOT NULL,
    "kinds" TEXT[],
    "prefix" TEXT,
    "quiet_from" TEXT,
    "quiet_to" TEXT,
    "quiet_zone" TEXT,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_addresses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alarm_messages" (
    "id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "content" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "alarm_messages_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "alarm_messages_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "alarm_addresses"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "alarm_messages_address_id_id_idx" ON "alarm_messages"("address_id", "id");
CREATE INDEX "alarm_messages_waiting_idx" ON "alarm_messages"("address_id", "id") WHERE "state" = 'waiting';
CREATE INDEX "alarm_messages_settled_at_idx" ON "alarm_messages"("settled_at");

-- CreateTable
CREATE TABLE "alarm_notices" (
    "address_id" UUID NOT NULL,
    "alarm_id" UUID NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID,

    CONSTRAINT "alarm_notices_pkey" PRIMARY KEY ("address_id", "alarm_id", "occurrence", "what"),
    CONSTRAINT "alarm_notices_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "alarm_addresses"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "alarm_notices_alarm_id_fkey" FOREIGN KEY ("alarm_id") REFERENCES "alarms"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "alarm_notices_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "alarm_messages"("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "alarm_notices_alarm_id_idx" ON "alarm_notices"("alarm_id");
CREATE INDEX "alarm_notices_message_id_idx" ON "alarm_notices"("message_id");
CREATE INDEX "alarm_notices_waiting_idx" ON "alarm_notices"("address_id", "due_at") WHERE "message_id" IS NULL;

-- CreateTable
CREATE TABLE "task_failures" (
    "task" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "task_failures_pkey" PRIMARY KEY ("task")
);
