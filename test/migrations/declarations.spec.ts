import fs from 'node:fs';
import path from 'node:path';
import { declarationFaults, loweredVersions, type Migration } from './declaration-rule.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** From before there was a rule; they say it in other words, or need not. */
const EXEMPT = new Set([
  '20261121190000_ledger_core',
  '20261121230000_dispatch_and_polling',
  '20261122000000_learned_window_sizes',
  '20261129034800_places_passed_through',
  '20261129053500_phone_hashes_of_numbers_only',
  '20261129054000_hour_sweeps',
  '20261129080816_bindings_have_a_time',
]);

function allMigrations(): Migration[] {
  const folder = path.join(ROOT, 'prisma/migrations');
  const names = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const read = (name: string): Migration => ({
    name,
    sql: fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'),
  });
  return names.map(({ name }) => read(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};

describe('migrations', () => {
  it('say at their top which hubs they break, and see to it that those stop', () => {
    const ruled = allMigrations().filter(({ name }) => !EXEMPT.has(name));
    expect(ruled.flatMap((migration) => declarationFaults(migration, version))).toEqual([]);
    expect(loweredVersions(ruled)).toEqual([]);
  });
});

describe('the rule over them', () => {
  const faults = (sql: string) => declarationFaults({ name: 'm', sql }, '0.2.0');
  const RAISE = `UPDATE "hub_requirements" SET "min_hub_version" = '0.2.0';`;

  it.each([
    'DROP INDEX "a_b_key";',
    'ALTER TABLE "a" DROP COLUMN "b";',
    'ALTER TABLE "a" ADD COLUMN "c" TEXT, DROP CONSTRAINT "a_pkey";',
    'ALTER TABLE "a" RENAME COLUMN "b" TO "c";',
    'ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE BIGINT;',
    'ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;',
    'ALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL;',
  ])('finds what is not declared: %s', (sql) => {
    expect(faults(`-- Why.\n${sql}`)).toEqual([expect.stringContaining('says at its top neither')]);
    expect(faults(`-- Why.\n-- Breaks no hub: nobody reads it.\n${sql}`)).toEqual([]);
    expect(faults(`-- Breaks hubs before 0.2.0: they read it.\n${sql}\n${RAISE}`)).toEqual([]);
  });

  it.each([
    'CREATE TABLE "a" ("b" TEXT NOT NULL);',
    `ALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL DEFAULT 'c', ADD COLUMN "d" TEXT;`,
    'ALTER TABLE "a" ALTER COLUMN "b" DROP NOT NULL;',
    '-- DROP TABLE is not what is done here\nCREATE INDEX "i" ON "a" ("b");',
  ])('asks nothing of what only adds: %s', (sql) => {
    expect(faults(`-- Why.\n${sql}`)).toEqual([]);
  });

  it('asks of one that breaks hubs to stop them, and those alone', () => {
    const [declared, drop] = ['-- Breaks hubs before 0.2.0: they read it.\n', 'DROP TABLE "a";\n'];
    expect(faults(declared + drop)).toEqual([
      'm breaks hubs before 0.2.0, and does not raise min_hub_version to that',
    ]);
    expect(faults(declared + drop + RAISE.replace('0.2.0', '0.1.0'))).toHaveLength(1);
    expect(faults(`-- Breaks no hub: nobody reads it.\n${drop}${RAISE}`)).toEqual([
      'm raises min_hub_version, and does not say at its top why',
    ]);
  });

  it('finds a version that this very hub has not reached, and one that goes down', () => {
    const later = '-- Breaks hubs before 0.3.0: why.\n' + RAISE.replace('0.2.0', '0.3.0');
    expect(faults(later)).toEqual(['m breaks hubs before 0.3.0, and package.json says 0.2.0: raise it']);
    const one = { name: 'one', sql: later };
    expect(loweredVersions([one, { name: 'two', sql: RAISE }])).toEqual(['two lowers min_hub_version']);
    expect(loweredVersions([{ name: 'two', sql: RAISE }, one])).toEqual([]);
  });

  it('wants it at the top, and with a reason', () => {
    expect(faults('DROP TABLE "a";\n-- Breaks no hub: nobody reads it.')).toHaveLength(1);
    expect(faults('-- Breaks no hub:\nDROP TABLE "a";')).toHaveLength(1);
  });
});
