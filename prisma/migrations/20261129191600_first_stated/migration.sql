-- A leg says since when its vendor has been stating that the order is completed, cancelled or refunded, where it gives
-- no instant of it: that of the earliest statement. What is known of legs of before is when it was last said; a job
-- takes the earliest from their entries.

-- An empty database has nothing to be looked through.
INSERT INTO "refolds" ("id", "kind", "created_at")
SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7' || substr(md5('first_stated'), 1, 3)
    || '8' || substr(md5('first_stated'), 4, 15))::uuid, 'first_stated', now()
WHERE EXISTS (SELECT FROM "legs");
