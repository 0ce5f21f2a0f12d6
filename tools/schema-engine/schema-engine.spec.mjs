import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { quickFolder } from '../embedded-postgres/throwaway-place.mjs';
import { runPrisma } from '../prisma.mjs';
import { inProject } from '../project.mjs';

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

model Entry {
  id     BigInt  @id
  letter String? @db.Char(1)

  @@map("entries")
}
`;
const TABLE = 'CREATE TABLE "entries" ("id" BIGINT NOT NULL, "letter" CHAR(1), PRIMARY KEY ("id"));';
const GUARD = `
CREATE SCHEMA parts;
CREATE TABLE parts.pieces (n int, separator text DEFAULT ';'); -- a comment; with a semicolon
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append only; sorry';
END;
$$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;
const DIFF = ['migrate', 'diff', '--to-schema', 'prisma/schema.prisma', '--exit-code'];

let folder;
let postgres;

const prisma = (args) => runPrisma(args, { cwd: folder, databaseUrl: postgres.url, output: 'collect' });

/** Prisma waits ten seconds for whoever migrates, who may take longer on a busy machine. */
async function deploy() {
  const done = await prisma(['migrate', 'deploy']);
  return done.output.includes('acquire a postgres advisory lock') ? deploy() : done;
}

function migration(name, sql) {
  fs.mkdirSync(path.join(folder, 'prisma', 'migrations', name), { recursive: true });
  fs.writeFileSync(path.join(folder, 'prisma', 'migrations', name, 'migration.sql'), sql);
}

async function query(sql) {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the Prisma CLI over the WebAssembly engine', () => {
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-prisma-'));
    migration('20260101000000_table', TABLE);
    migration('20260102000000_guard', GUARD);
    fs.writeFileSync(path.join(folder, 'prisma', 'schema.prisma'), SCHEMA);
    fs.writeFileSync(
      path.join(folder, 'prisma', 'migrations', 'migration_lock.toml'),
      'provider = "postgresql"\n',
    );
    fs.copyFileSync(inProject('prisma.config.ts'), path.join(folder, 'prisma.config.ts'));
    fs.symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'));
    postgres = await startThrowawayPostgres({ folder: quickFolder() });
  });

  afterAll(async () => {
    await postgres.stop();
    fs.rmSync(folder, { recursive: true });
  });

  it('deploys to an empty database, several deploys at once', async () => {
    const deploys = await Promise.all([1, 2].map(deploy));
    expect(deploys.map(({ code }) => code)).toEqual([0, 0]);
    expect(await query('SELECT migration_name FROM _prisma_migrations')).toHaveLength(2);
    await query("INSERT INTO parts.pieces (n) VALUES (1); INSERT INTO entries VALUES (1, 'a')");
    await expect(query('DELETE FROM entries')).rejects.toThrow('append only; sorry');
  });

  it('reports a database that is up to date', async () => {
    expect(await prisma(['migrate', 'status'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('Database schema is up to date'),
    });
  });

  it.each([['--from-config-datasource'], ['--from-migrations', 'prisma/migrations']])(
    'finds no drift where there is none (%s)',
    async (...from) => {
      expect(await prisma([...DIFF, ...from])).toMatchObject({ code: 0 });
      const shadows = await query(
        "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'",
      );
      expect(shadows).toEqual([]);
    },
  );

  it('finds drift, and prints it', async () => {
    await query('ALTER TABLE entries ADD COLUMN "surprise" int');
    expect(await prisma([...DIFF, '--from-config-datasource'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('surprise'),
    });
  });

  it('leaves nothing of a migration that fails in the middle', async () => {
    migration('20260103000000_broken', 'CREATE TABLE half_done (n int); SELECT no_such_column FROM entries;');
    const { code, output } = await prisma(['migrate', 'deploy']);
    expect(code).not.toBe(0);
    expect(output).toContain('no_such_column');
    expect(await query("SELECT to_regclass('half_done') AS half_done")).toEqual([{ half_done: null }]);
  });
});
