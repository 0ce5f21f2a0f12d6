import type { Sql } from '#database/sql.js';
import type { OwnVersion } from './own-version.js';
import { isOlder, versionText } from './version.js';
import { appliedMigrations, knownTables, oldestVersion } from './versions.query.js';

/** How often a hub looks whether it has become too old, ms. */
export const LOOK_EVERY_MS = 3_000;
const MOST_NAMED = 10;

/** The hub cannot work on this database before a person has done something; starting it again changes nothing. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError';
}

/** Whether hub and database fit: looked at before the hub starts, and all the time. */
export class VersionWatch {
  /** Resolves to the fault once this hub is too old. */
  readonly outdated: Promise<string>;
  private found: string | undefined;
  private tell: (fault: string) => void = () => undefined;

  constructor(
    private readonly sql: Sql,
    private readonly own: OwnVersion,
  ) {
    this.outdated = new Promise((resolve) => (this.tell = resolve));
  }

  /** This hub's own, as text. */
  get version(): string {
    return versionText(this.own.version);
  }

  /** Why this hub is too old, as a sentence without its end; undefined as long as it is not. */
  get fault(): string | undefined {
    return this.found;
  }

  /** @throws UnfitDatabaseError with what is to be done; whatever the database throws */
  async refuseUnfit(): Promise<void> {
    const tables = await knownTables(this.sql);
    if (!tables.account && !tables.requirements)
      throw new UnfitDatabaseError(`the database has not been migrated: ${REMEDY}`);
    if (tables.account) await this.refuseOlder();
    const fault = await this.look();
    if (fault !== undefined) throw new UnfitDatabaseError(fault);
  }

  /** Once too old is too old for good: a version is never lowered again. @returns the fault, if it is */
  async look(): Promise<string | undefined> {
    const oldest = await oldestVersion(this.sql);
    if (oldest === undefined || !isOlder(this.own.version, oldest)) return this.found;
    this.found =
      `this hub is of version ${versionText(this.own.version)}, and the database has been migrated for ` +
      `${versionText(oldest)} and later: start a hub of that version`;
    this.tell(this.found);
    return this.found;
  }

  private async refuseOlder(): Promise<void> {
    const applied = await appliedMigrations(this.sql);
    const missing = this.own.migrations.filter((name) => !applied.has(name));
    if (missing.length > 0) throw new UnfitDatabaseError(lacking(missing));
  }
}

const REMEDY = 'run `npm run migrate` with its DATABASE_URL';

function lacking(missing: readonly string[]): string {
  const more = missing.length > MOST_NAMED ? ` and ${String(missing.length - MOST_NAMED)} more` : '';
  const names = missing.slice(0, MOST_NAMED).join(', ') + more;
  const what = missing.length === 1 ? 'a migration' : 'migrations';
  return `the database lacks ${what} of this version (${names}): ${REMEDY}`;
}
