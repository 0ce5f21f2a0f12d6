import { Database } from '#database/database.js';
import { readOwnVersion } from '../../../apps/hub/src/versions/own-version.js';
import { versionText } from '../../../apps/hub/src/versions/version.js';
import { UnfitDatabaseError, VersionWatch } from '../../../apps/hub/src/versions/version-watch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { failToStart } from '../http/hub-fixture.js';

const own = readOwnVersion();
const [newest, before] = own.migrations.toReversed();

let made: TestDatabase;
let database: Database;
let watch: VersionWatch;
const run = (text: string, ...values: unknown[]) => database.rows({ text, values });
const needs = (version: string) => run('UPDATE hub_requirements SET min_hub_version = $1', version);

beforeAll(async () => {
  made = await createTestDatabase();
  database = new Database({ url: made.url, max: 2, name: 'test' }, () => undefined);
  await run('CREATE TABLE as_migrated AS TABLE _prisma_migrations');
});
afterAll(async () => {
  await database.close();
  await made.drop();
});
beforeEach(async () => {
  watch = new VersionWatch(database, own);
  await needs('0.1.0');
  await run('DELETE FROM _prisma_migrations');
  await run('INSERT INTO _prisma_migrations SELECT * FROM as_migrated');
});

const refusal = async (): Promise<string> => {
  const error: unknown = await watch.refuseUnfit().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnfitDatabaseError);
  return (error as Error).message;
};

describe('a hub and its database', () => {
  it('fit when every migration of its version has been run, whatever came later', async () => {
    await watch.refuseUnfit();
    await run(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
               VALUES ('later', '', '29991231235959_of_a_later_version', now())`);
    await watch.refuseUnfit();
    expect(watch.fault).toBeUndefined();
  });

  it('do not fit when some are missing, were rolled back or broke off: these are named', async () => {
    await run('DELETE FROM _prisma_migrations WHERE migration_name = $1', before);
    await run('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1', newest);
    expect(await refusal()).toContain(
      `lacks migrations of this version (${String(before)}, ${String(newest)}):`,
    );
    const { code, output } = await failToStart(made.url, {});
    expect(code).toBe(78);
    expect(output).toContain(
      `The hub could not start: the database lacks migrations of this version (${String(before)}`,
    );
    expect(output).toContain('npm run migrate');
  });

  it('do not fit once hubs of its version are too old', async () => {
    await needs(versionText(own.version));
    await watch.refuseUnfit();
    await needs('999.0.0');
    expect(await refusal()).toMatch(
      /^this hub is of version .* migrated for 999\.0\.0 and later: start a hub/,
    );
  });

  it('are looked at while it runs, and what was found is not taken back', async () => {
    await watch.look();
    expect(watch.fault).toBeUndefined();
    await needs('999.0.0');
    await watch.look();
    expect(await watch.outdated).toBe(watch.fault);
    await needs('0.1.0');
    await watch.look();
    expect(watch.fault).toMatch(/^this hub is of version/);
  });

  it('know one requirement alone', async () => {
    await expect(run(`INSERT INTO hub_requirements VALUES (false, '1.0.0')`)).rejects.toThrow(
      'hub_requirements',
    );
    await expect(needs('soon')).rejects.toThrow('hub_requirements_version');
  });

  it('go together where nobody keeps account of migrations, and where nothing is asked of hubs', async () => {
    await run('ALTER TABLE _prisma_migrations RENAME TO kept_elsewhere');
    await run('DELETE FROM hub_requirements');
    await watch.refuseUnfit();
    expect(watch.fault).toBeUndefined();
    await run('ALTER TABLE kept_elsewhere RENAME TO _prisma_migrations');
  });

  it('do not fit when it has never been migrated', async () => {
    await run('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    expect(await refusal()).toMatch(/^the database has not been migrated: run /);
  });
});
