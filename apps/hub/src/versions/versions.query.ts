import type { Sql } from '#database/sql.js';
import { parseVersion, type Version } from './version.js';

export interface KnownTables {
  /** Somebody keeps account of migrations. */
  readonly account: boolean;
  /** The schema says which hubs may work on it. */
  readonly requirements: boolean;
}

export async function knownTables(sql: Sql): Promise<KnownTables> {
  const [row] = await sql.rows<KnownTables>({
    text: `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS account,
                  to_regclass('public.hub_requirements') IS NOT NULL AS requirements`,
  });
  return row ?? { account: false, requirements: false };
}

/** Migrations that were run to their end. */
export async function appliedMigrations(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ name: string }>({
    text: `SELECT migration_name AS name FROM _prisma_migrations
           WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  });
  return new Set(rows.map(({ name }) => name));
}

/** The oldest version of a hub that may work on this database; undefined where none is asked for. */
export async function oldestVersion(sql: Sql): Promise<Version | undefined> {
  const [row] = await sql.rows<{ version: string }>({
    name: 'oldest_hub',
    text: 'SELECT min_hub_version AS version FROM hub_requirements',
  });
  return row === undefined ? undefined : parseVersion(row.version);
}
