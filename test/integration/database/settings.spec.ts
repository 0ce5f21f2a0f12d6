import { Database } from '#database/database.js';
import { createTestDatabase } from '../../support/database.js';

const SET = {
  default_transaction_isolation: 'serializable',
  synchronous_commit: 'off',
  statement_timeout: '1s',
};
const NEEDED = {
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
  statement_timeout: '0',
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
    for (const sql of [database, { rows: <Row>() => database.transaction((on) => on.rows<Row>({ text })) }]) {
      const rows = await sql.rows<{ name: string; value: string }>({ text });
      const settings = Object.fromEntries(rows.map((row) => [row.name, row.value]));
      expect(settings).toEqual({ ...NEEDED, transaction_isolation: 'read committed' });
    }
  } finally {
    await database.close();
    await own.drop();
  }
});
