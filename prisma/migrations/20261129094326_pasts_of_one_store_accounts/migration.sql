-- An account that is one store and was bound to several had taken the past of its first store away. Its bindings now
-- follow each other in time, and its recorded orders are given to their stores by a job for each such account.
-- A hub of the version before goes on beside one of this version: to both these are jobs like any other.

INSERT INTO "attributions" ("id", "account_id", "store_ids", "search", "recordings", "created_at")
SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7' || substr(md5("account_id"::text), 1, 3)
    || '8' || substr(md5("account_id"::text), 4, 15))::uuid,
  "account_id", array_agg(DISTINCT "store_id"), 'unnamed', '{}', now()
FROM "store_bindings" WHERE "whole_account" GROUP BY "account_id" HAVING count(*) > 1;
