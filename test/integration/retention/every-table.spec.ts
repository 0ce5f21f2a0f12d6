import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Database } from '#database/database.js';
import { RETENTION_KIND_NAMES, RETENTION_KINDS } from '#domain/retention.js';
import { RETAINED_KINDS } from '../../../apps/hub/src/retention/retained-kinds.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../../docs/retention.md'), 'utf8');
/** Rows of the page's tables that begin with a name in code, and what stands beside it. */
const ROWS = new Map(
  [...PAGE.matchAll(/^\| `(\w+)`\s*\|(.*)\|$/gm)].map(([, name = '', rest = '']) => [name, rest.trim()]),
);

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = new Database({ url: server.url, max: 2, name: 'suanpan-test' }, () => undefined);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const tables = async (kinds: string): Promise<string[]> => {
  const rows = await database.rows<{ name: string }>({
    text: `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = ANY($1)
           AND relname <> '_prisma_migrations' ORDER BY 1`,
    values: [[...kinds]],
  });
  return rows.map(({ name }) => name);
};

it('of every table it is said what of it goes, and when', async () => {
  const kinds = RETENTION_KIND_NAMES as readonly string[];
  const names = await tables('rp');
  expect(names.filter((name) => !ROWS.has(name))).toEqual([]);
  const codes = ['pending', 'contradicts', 'failed', 'refused', 'open_command', 'open_report', 'refold'];
  const others = [...ROWS.keys()].filter((name) => !kinds.includes(name) && !codes.includes(name));
  expect(others.filter((name) => !names.includes(name))).toEqual([]);
});

it('what is of months goes by a setting, or is said to stay for ever', async () => {
  const going = RETAINED_KINDS.flatMap(({ kind, months }) => months.map(({ table }) => ({ kind, table })));
  for (const table of await tables('p')) {
    const kind = going.find((each) => each.table === table)?.kind;
    expect([table, ROWS.get(table)]).toEqual([
      table,
      expect.stringMatching(kind === undefined ? /^never/ : new RegExp(`^\`${kind}\``)) as string,
    ]);
  }
});

it('the page names the defaults and the bounds that hold', () => {
  for (const kind of RETENTION_KIND_NAMES) {
    const { defaultDays, leastDays } = RETENTION_KINDS[kind];
    const cells = PAGE.split('\n')
      .find((line) => line.startsWith(`| \`${kind}\``))!
      .split('|')
      .map((cell) => cell.trim());
    expect(cells.slice(1, 4)).toEqual([
      `\`${kind}\``,
      defaultDays === null ? 'for ever' : String(defaultDays),
      String(leastDays),
    ]);
  }
});
