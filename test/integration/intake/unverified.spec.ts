import { DeliveryTroublesQuery } from '#intake/delivery-troubles.query.js';
import { IntakeService } from '#intake/intake.service.js';
import { ReceptionQuery } from '#intake/reception.query.js';
import { noteUnverified, type Unverified } from '#intake/unverified.store.js';
import { UnverifiedTally } from '#intake/unverified-tally.js';
import { Database } from '#database/database.js';
import { Instance } from '#jobs/instance.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { toyAccount, toyDocuments } from '../../support/toy-connectors.js';

const BAD: Pick<Unverified, 'reason' | 'message'> = {
  reason: 'bad_signature',
  message: 'no signature is right',
};

describe('deliveries whose sender is not known', () => {
  let open: OpenLedger;
  let account: string;

  beforeAll(async () => {
    open = await openLedger();
  });
  beforeEach(async () => {
    account = await addAccount(open.database, toyDocuments.id);
  });
  afterAll(() => open.close());

  const ago = (ms: number): Date => new Date(open.clock.now().getTime() - ms);
  const note = (count: number, from: Date, last: Date, refusal = BAD) =>
    noteUnverified(open.database, [{ accountId: account, count, since: from, lastAt: last, ...refusal }]);
  const comesRight = (receivedAt: Date) =>
    new IntakeService(open.database, open.clock, new Instance('one'), () => undefined).acknowledge(
      toyAccount(account, toyDocuments),
      { rawBody: Buffer.from(JSON.stringify({ orders: [] })), headers: { signed: 'yes' }, receivedAt },
    );
  const troubles = () => new DeliveryTroublesQuery(open.database).ofAccounts([account]);
  const reception = () => new ReceptionQuery(open.database).of(account);

  it('make their account unwell from the second in a row on, until one comes right', async () => {
    const first = ago(9_000);
    await note(1, first, first);
    expect(await troubles()).toEqual([]);
    await note(3, ago(8_000), ago(7_000), { reason: 'stale', message: 'too old' });
    const trouble = { accountId: account, what: 'deliveries', code: 'stale', message: 'too old' };
    expect(await troubles()).toEqual([{ ...trouble, count: 4, oldestAt: first }]);
    expect(await reception()).toMatchObject({ lastRightAt: null, refusedInARow: 4 });
    const right = ago(6_000);
    await comesRight(right);
    expect(await troubles()).toEqual([]);
    expect(await reception()).toMatchObject({
      lastRightAt: right,
      lastRefused: { reason: 'stale', message: 'too old' },
      refusedInARow: 0,
    });
    await note(2, ago(5_000), ago(4_000));
    expect(await troubles()).toMatchObject([{ code: 'bad_signature', count: 2 }]);
  });

  it('of an account that never had any are told as none', async () => {
    expect(await reception()).toEqual({ lastRightAt: null, lastRefused: null, refusedInARow: 0 });
  });

  it('are written by one statement in a while, however many come, and none is forgotten', async () => {
    const statements: (string | undefined)[] = [];
    const observe = (name: string | undefined): void => void statements.push(name);
    const database = new Database({ url: open.url, max: 2, name: 'tally', observe }, () => undefined);
    const tally = new UnverifiedTally(database, () => undefined);
    for (let n = 0; n < 5_000; n += 1) tally.note(account, open.clock.now(), BAD);
    while ((await reception()).refusedInARow < 5_000);
    expect(statements.filter((name) => name === 'unverified_note').length).toBeLessThanOrEqual(3);
    await database.close();
  });
});
