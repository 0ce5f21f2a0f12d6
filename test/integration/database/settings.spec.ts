import { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { within } from '#database/statement-bounds.js';
import { createTestDatabase } from '../../support/database.js';

const SET = {
  default_transaction_isolation: 'serializable',
  synchronous_commit: 'off',
  statement_timeout: '1s',
};
const NEEDED = {
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
};

const settingsOf = (...names: string[]) =>
  `SELECT name, current_setting(name) AS value FROM unnest('{${names.join(',')}}'::text[]) AS name`;

it('a database with other defaults is used with those that what we promise rests on', async () => {
  const own = await createTestDatabase();
  const admin = new Database({ url: own.url, max: 1, name: 'test' }, () => undefined);
  const name = new URL(own.url).pathname.slice(1);
  for (const [setting, value] of Object.entries(SET))
    await admin.rows({ text: `ALTER DATABASE ${name} SET ${setting} TO '${value}'` });
  await admin.close();
  const database = new Database({ url: own.url, max: 2, name: 'test' }, () => undefined);
  try {
    const text = settingsOf(...Object.keys(SET), 'transaction_isolation');
    const inTransaction: Sql = {
      rows: <Row>() => database.transaction((on) => on.rows<Row>({ text })),
    };
    const inLong: Sql = { rows: (statement) => within('long', () => inTransaction.rows(statement)) };
    for (const [sql, statement_timeout] of [
      [database, '0'],
      // Less than a statement is given here: what it holds is let go.
      [inTransaction, '28s'],
      [inLong, '0'],
    ] as const) {
      const rows = await sql.rows<{ name: string; value: string }>({ text });
      const settings = Object.fromEntries(rows.map((row) => [row.name, row.value]));
      expect(settings).toEqual({ ...NEEDED, statement_timeout, transaction_isolation: 'read committed' });
    }
  } finally {
    await database.close();
    await own.drop();
  }
});
