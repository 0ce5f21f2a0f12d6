-- A submission did not say why it was made. Who looks at an hour that was reported three times wants to know whether
-- somebody asked, and how often the hub itself changes what the vendor has is bounded. Until now only a request covered.
ALTER TABLE "submissions" ADD COLUMN "cause" TEXT NOT NULL DEFAULT 'first';
UPDATE "submissions" SET "cause" = 'requested' WHERE "cover";
