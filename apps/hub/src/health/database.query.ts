import type { Sql } from '#database/sql.js';

/** @returns false when the hub's tables are not there, or a migration has not been finished */
export async function isMigrated(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ tables: boolean; migrations: boolean }>({
    text: `SELECT to_regclass('public.submission_attempts') IS NOT NULL
                  AND to_regclass('graphile_worker.jobs') IS NOT NULL AS tables,
                  to_regclass('public._prisma_migrations') IS NOT NULL AS migrations`,
  });
  if (row?.tables !== true) return false;
  return !row.migrations || noMigrationIsUnfinished(sql);
}

async function noMigrationIsUnfinished(sql: Sql): Promise<boolean> {
  const rows = await sql.rows({
    text: 'SELECT FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL LIMIT 1',
  });
  return rows.length === 0;
}
