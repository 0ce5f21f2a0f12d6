-- A vendor that goes wrong as a whole opened as many discrepancies as it has orders, and a person decided each of them. More
-- than fifty openings of one rule and account within an hour are now one incident, which its discrepancies name. When one
-- was opened last is kept for that: what was opened before this counts for no incident.

-- AlterTable
ALTER TABLE "discrepancies" ADD COLUMN "last_opened_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incidents_rule_account_id_id_idx" ON "incidents"("rule", "account_id", "id");
CREATE INDEX "incidents_account_id_id_idx" ON "incidents"("account_id", "id");
CREATE INDEX "incidents_live_idx" ON "incidents"("id") WHERE "ended_at" IS NULL;

-- What of a rule and account was opened lately and is of no incident; what an incident has, and what of it is open.
CREATE INDEX "discrepancies_openings_idx" ON "discrepancies"("rule", "account_id", "last_opened_at") WHERE "incident_id" IS NULL;
CREATE INDEX "discrepancies_incident_id_id_idx" ON "discrepancies"("incident_id", "id");
CREATE INDEX "discrepancies_live_incident_idx" ON "discrepancies"("incident_id", "state") WHERE "state" <> 'closed' AND "incident_id" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "discrepancies" ADD CONSTRAINT "discrepancies_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
