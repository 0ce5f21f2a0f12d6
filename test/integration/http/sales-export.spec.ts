import { once } from 'node:events';
import http from 'node:http';
import { parse } from 'csv-parse/sync';
import { Database } from '#database/database.js';
import type { OrderObservation, PaymentPart } from '#domain/order-observation.js';
import { SalesExportService } from '#reporting/operator/export/sales-export.service.js';
import { anObservation, aRecording } from '../../factories/observations.js';
import { addAccount, newId, openLedger, type OpenLedger } from '../../support/open-ledger.js';
import { ADMIN_KEY, type Answer, faulty, startTestHub, type TestHub } from './hub-fixture.js';

type Row = Record<string, string>;

/** What was sold where, when and how: `[store, Shanghai time, fen, how it was paid]`. */
type Fact = readonly [string, string, bigint, string | null | readonly PaymentPart[]];

const PARTED = [
  { method: 'wechat', amountFen: 1_000n },
  { method: '储值卡', amountFen: 900n },
];
const FACTS: readonly Fact[] = [
  ['E-1', '2026-11-20 09:10', 1_800n, 'wechat'],
  ['E-1', '2026-11-20 09:40', 1_250n, '现金'],
  ['E-1', '2026-11-20 23:59', 700n, null],
  ['E-1', '2026-11-21 03:30', 2_000n, PARTED],
  ['E-1', '2026-11-21 04:00', 3n, 'wechat'],
  ['E-2', '2026-11-20 12:00', 5_000n, 'wechat'],
];
const PERIOD = 'from=2026-11-20T04:00:00%2B08:00&to=2026-11-21T06:00:00%2B08:00';
const OVOPARK = { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' };

describe('GET /sales/export', () => {
  let open: OpenLedger;
  let test: TestHub;
  let account: string;
  const stores = new Map<string, string>();

  const post = (path: string, body: object) => test.send('POST', `/api/v1/${path}`, body);
  beforeAll(async () => {
    open = await openLedger();
    test = await startTestHub(open.url);
    account = await addAccount(open.database);
    const sink = (await post('accounts', { connector: 'ovopark', name: 'Ovopark', config: OVOPARK })).json.id;
    for (const code of ['E-1', 'E-2']) {
      const store = { code, name: `=店 "${code}"`, timeZone: 'Asia/Shanghai', businessDayStart: '04:00' };
      stores.set(code, (await post('stores', store)).json.id);
      await post(`accounts/${sink}/bindings`, { storeId: stores.get(code), vendorStoreId: code });
    }
    for (const fact of FACTS) await record(fact);
    await derive();
  });
  afterAll(async () => {
    await test.stop();
    await open.close();
  });

  async function record([code, at, fen, how]: Fact): Promise<void> {
    const paidAt = new Date(`${at.replace(' ', 'T')}+08:00`);
    const whole = anObservation();
    const method = typeof how === 'string' ? how : null;
    const change: Partial<OrderObservation> = {
      ...{ vendorNo: newId(), asOf: paidAt },
      placement: { vendorStoreId: code, placedAt: paidAt, numbers: [], origin: {} },
      payment: { ...whole.payment!, paidAt, method, ...(Array.isArray(how) ? { payments: how } : {}) },
      amounts: { ...whole.amounts!, saleFen: fen, totalFen: fen, paidFen: fen },
    };
    await open.ledger.record([aRecording(account, change, { storeIds: 'own' })]);
  }
  async function derive(): Promise<void> {
    for (const storeId of stores.values()) {
      const period = { from: '2026-11-20T04:00:00+08:00', to: '2026-11-21T06:00:00+08:00' };
      expect((await post('submissions', { storeId, ...period })).status).toBe(202);
    }
  }

  const fetched = (query: string): Promise<Answer> => test.send('GET', `/api/v1/sales/export?${query}`);
  async function rowsOf(query: string): Promise<Row[]> {
    const { status, text } = await fetched(query);
    expect(status).toBe(200);
    return parse(text, { columns: true, record_delimiter: '\r\n' });
  }
  const named = (rows: readonly Row[], ...columns: string[]) =>
    rows.map((row) => columns.map((column) => row[column]));

  it('is a file of CSV with a byte order mark, as the products are', async () => {
    const answer = await fetch(`${test.url}/api/v1/sales/export?by=store&${PERIOD}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString()).toMatch(/\r\nE-1,"'=店 ""E-1""",/);
  });

  it('by hour has every derived hour with how it was paid, and the sum of all at its end', async () => {
    const rows = await rowsOf(`by=hour&${PERIOD}`);
    expect(rows).toHaveLength(2 * 26 + 1);
    const sold = rows.filter(({ orders }) => orders !== '0');
    expect(
      named(sold, 'storeCode', 'hourStart', 'net', 'payment:wechat', 'payment:储值卡', 'payment:现金'),
    ).toEqual([
      ['E-1', '2026-11-20 09:00:00', '30.50', '18.00', '0.00', '12.50'],
      ['E-1', '2026-11-20 23:00:00', '7.00', '0.00', '0.00', '0.00'],
      ['E-1', '2026-11-21 03:00:00', '20.00', '10.00', '9.00', '0.00'],
      ['E-1', '2026-11-21 04:00:00', '0.03', '0.03', '0.00', '0.00'],
      ['E-2', '2026-11-20 12:00:00', '50.00', '50.00', '0.00', '0.00'],
      ['total', '', '107.53', '78.03', '9.00', '12.50'],
    ]);
    expect(named(sold, 'orders', 'otherPayments').at(-1)).toEqual([String(FACTS.length), '8.00']);
    const facts = FACTS.reduce((sum, [, , fen]) => sum + fen, 0n);
    expect(rows.at(-1)!['net']!.replace('.', '')).toBe(String(facts));
  });

  it('by day goes by the stores’ business days and says which hours are missing', async () => {
    const rows = await rowsOf(`by=day&${PERIOD}&storeId=${stores.get('E-1')}`);
    expect(named(rows, 'storeCode', 'businessDate', 'hours', 'missingHours', 'orders', 'net')).toEqual([
      ['E-1', '2026-11-20', '24', '0', '4', '57.50'],
      // The file ends at six: what comes later on that day is not missing in it.
      ['E-1', '2026-11-21', '2', '0', '1', '0.03'],
      ['total', '', '26', '0', '5', '57.53'],
    ]);
  });

  it('by business days has of each store what is of these days, whenever they begin there', async () => {
    const days = (first: string, last: string) => `fromDay=${first}&toDay=${last}`;
    const rows = await rowsOf(`by=day&${days('2026-11-20', '2026-11-20')}`);
    expect(named(rows, 'storeCode', 'businessDate', 'hours', 'missingHours', 'net')).toEqual([
      ['E-1', '2026-11-20', '24', '0', '57.50'],
      ['E-2', '2026-11-20', '24', '0', '50.00'],
      ['total', '', '48', '0', '107.50'],
    ]);
    await test.send('PATCH', `/api/v1/stores/${stores.get('E-2')}`, { businessDayStart: '12:30' });
    // The hour from 12:00 on is now of the day before, of which nine hours were derived.
    const moved = await rowsOf(`by=store&${days('2026-11-19', '2026-11-19')}`);
    expect(named(moved, 'storeCode', 'hours', 'missingHours', 'net')).toEqual([
      ['E-2', '9', '0', '50.00'],
      ['total', '9', '0', '50.00'],
    ]);
    await test.send('PATCH', `/api/v1/stores/${stores.get('E-2')}`, { businessDayStart: '04:00' });
    expect(faulty(await fetched(`by=day&${days('2026-11-20', '2026-11-19')}`))).toEqual(['toDay']);
    expect(faulty(await fetched('by=day&fromDay=2026-11-20'))).toEqual(['from', 'to']);
    expect(faulty(await fetched(`by=day&${PERIOD}&toDay=2026-11-20`))).toEqual(['from', 'to']);
  });

  it('by store has a row for each that has derived hours', async () => {
    await post('stores', { code: 'E-0', name: 'nothing', timeZone: 'Asia/Shanghai' });
    const rows = await rowsOf(`by=store&${PERIOD}&spreadsheet=false`);
    expect(named(rows, 'storeCode', 'storeName', 'orders', 'net', 'revision')).toEqual([
      ['E-1', '=店 "E-1"', '5', '57.53', '1'],
      ['E-2', '=店 "E-2"', '1', '50.00', '1'],
      ['total', '', '6', '107.53', ''],
    ]);
  });

  it('has of an hour what its revision saw, and what came later once that is in a further one', async () => {
    const query = `by=hour&from=2026-11-20T12:00:00%2B08:00&to=2026-11-20T13:00:00%2B08:00`;
    const late = async () =>
      named(await rowsOf(query), 'storeCode', 'revision', 'net', 'payment:wechat', 'otherPayments')[1];
    await record(['E-2', '2026-11-20 12:30', 400n, 'wechat']);
    expect(await late()).toEqual(['E-2', '1', '50.00', '50.00', '0.00']);
    await derive();
    expect(await late()).toEqual(['E-2', '2', '54.00', '54.00', '0.00']);
  });

  it('is only its header and a sum of nothing where no hour was derived', async () => {
    const rows = await rowsOf('by=day&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z');
    expect(named(rows, 'storeCode', 'orders', 'net', 'provisional')).toEqual([
      ['total', '0', '0.00', 'false'],
    ]);
  });

  it('names what is wrong with a request', async () => {
    expect(faulty(await fetched('by=week&from=x'))).toEqual(['by', 'from']);
    expect(faulty(await fetched('by=day'))).toEqual(['from', 'to']);
    expect(faulty(await fetched('by=day&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z'))).toEqual(['to']);
    expect((await fetched(`by=day&${PERIOD}&storeId=018c0000-0000-7000-8000-000000000000`)).status).toBe(404);
  });

  describe('of many hours', () => {
    const HOURS = 40_000;
    let many: string;
    beforeAll(async () => {
      many = (await post('stores', { code: 'M', name: '长'.repeat(200), timeZone: 'Asia/Shanghai' })).json.id;
      await open.database.rows({
        text: `INSERT INTO sales_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at, total_fen, orders,
                 items, lines)
               SELECT $1, at, at + INTERVAL '1 hour', 1, gen_random_uuid(), at, 100, 1, 1, 1
               FROM generate_series(1, $2::int) AS n, LATERAL (SELECT '2021-01-01Z'::timestamptz + n * INTERVAL '1 hour') AS t (at)`,
        values: [many, HOURS],
      });
    });

    /** A reader that takes the first part of the file and then nothing, until the hub reads no further. */
    async function stalled(): Promise<http.IncomingMessage> {
      const query = `by=hour&from=2020-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&storeId=${many}`;
      const request = http.get(`${test.url}/api/v1/sales/export?${query}`, {
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
      });
      const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
      await once(answer, 'readable');
      while (!(await restsUnlocked()));
      return answer;
    }

    /**
     * Whether nobody has anything open on the hours, and nobody asks for them for a while. The last hour is another one
     * then.
     */
    const restsUnlocked = (): Promise<boolean> =>
      open.database.transaction(async (sql) => {
        await sql.rows({ text: 'LOCK TABLE sales_hours IN ACCESS EXCLUSIVE MODE' });
        for (let times = 0; times < 5; times += 1) {
          await sql.rows({ text: 'SELECT pg_sleep(0.1)' });
          const waiting = await sql.rows({
            text: `SELECT FROM pg_locks WHERE relation = 'sales_hours'::regclass AND NOT granted`,
          });
          if (waiting.length > 0) return false;
        }
        await sql.rows({
          text: `UPDATE sales_hours SET revision = 7 WHERE store_id = $1 AND hour_start = (
                   SELECT max(hour_start) FROM sales_hours WHERE store_id = $1)`,
          values: [many],
        });
        return true;
      });

    it('is read no faster than it is taken, and holds nothing in between', async () => {
      const answer = await stalled();
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const lines = Buffer.concat(chunks).toString().trimEnd().split('\r\n');
      expect(lines).toHaveLength(1 + HOURS + 1);
      expect(lines.at(-2)).toMatch(/,7,false$/);
      expect(lines.at(-1)).toMatch(/^total,.*,40000\.00,/);
    });

    it('is read no further once its reader has gone', async () => {
      const statements: (string | undefined)[] = [];
      const observe = (name: string | undefined) => void statements.push(name);
      const database = new Database(
        { url: open.url, max: 1, name: 'suanpan-test', observe },
        () => undefined,
      );
      const [from, to] = [new Date('2020-01-01T00:00Z'), new Date('2027-01-01T00:00Z')];
      const gone = new AbortController();
      const wanted = { by: 'hour', span: { from, to }, storeId: many, spreadsheet: true } as const;
      const parts = new SalesExportService(database).csv(wanted, gone.signal);
      await parts.next();
      await parts.next();
      const hours = () => statements.filter((name) => name === 'reporting_export_hours').length;
      expect(hours()).toBe(1);
      gone.abort();
      await expect(parts.next()).rejects.toThrow('aborted');
      expect(hours()).toBe(1);
      await database.close();
    });

    it('ends with the hub, and then has no last row', async () => {
      const answer = await stalled();
      expect(await test.stop()).toBe(0);
      const chunks: Buffer[] = [];
      const reading = async () => {
        for await (const chunk of answer) chunks.push(chunk as Buffer);
      };
      await expect(reading()).rejects.toThrow('aborted');
      expect(Buffer.concat(chunks).toString()).not.toContain('\r\ntotal');
    });
  });
});
