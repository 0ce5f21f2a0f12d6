import { fault } from '#domain/refusal.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { DeliveryTroublesQuery } from '#intake/delivery-troubles.query.js';
import { DismissService } from '#intake/dismiss.service.js';
import { DocumentDrain } from '#intake/document-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { endOldRefused, MOST_KEPT_A_DAY } from '#intake/refused.store.js';
import { Instance } from '#jobs/instance.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { ToyAccounts, toyAccount, toyDocuments } from '../../support/toy-connectors.js';

const DAY_MS = 86_400_000;

describe('a delivery that is refused for its content', () => {
  let open: OpenLedger;
  let accounts: ToyAccounts;
  let account: string;
  let deliveries: DeliveryQuery;

  beforeAll(async () => {
    open = await openLedger();
    deliveries = new DeliveryQuery(open.database);
  });
  beforeEach(async () => {
    accounts = new ToyAccounts();
    account = await addAccount(open.database, toyDocuments.id);
    accounts.add(toyAccount(account, toyDocuments));
  });
  afterAll(() => open.close());

  const intakeOf = (instance = 'one') =>
    new IntakeService(open.database, open.clock, new Instance(instance), () => undefined);

  const post = (intake: IntakeService, body: object, receivedAt = open.clock.now()) =>
    intake.acknowledge(toyAccount(account, toyDocuments), {
      rawBody: Buffer.from(JSON.stringify(body)),
      headers: { signed: 'yes' },
      receivedAt,
    });
  const refuse = (intake: IntakeService, body: object, receivedAt?: Date) =>
    expect(post(intake, { wrong: 'no price', orders: [], ...body }, receivedAt)).rejects.toMatchObject({
      reason: 'invalid_document',
    });

  const refused = () => deliveries.list({ accountId: account, state: 'refused', limit: 5_000 });
  const troubles = () => new DeliveryTroublesQuery(open.database).ofAccounts([account]);
  const drain = () =>
    new DocumentDrain({ ...open, accounts, instance: new Instance('worker'), log: () => undefined }, [
      toyDocuments.id,
    ]).drain(new AbortController().signal);

  it('is kept byte for byte, with what is wrong, and makes its account unwell', async () => {
    const receivedAt = open.clock.now();
    await refuse(intakeOf(), { key: 'k', orders: ['A-1'] }, receivedAt);
    const [kept] = await refused();
    expect(kept).toMatchObject({
      receivedAt,
      key: 'k',
      references: [{ vendorNo: 'A-1' }],
      times: 1,
      errorCode: 'invalid_document',
      errorMessage: 'no price',
      faults: [fault('wrong', 'is_wrong_in_document', { why: 'no price' })],
      settledAt: null,
      nextAttemptAt: null,
    });
    expect(JSON.parse(String(await deliveries.body(kept!.id)))).toMatchObject({ wrong: 'no price' });
    expect(await troubles()).toEqual([
      {
        accountId: account,
        what: 'deliveries',
        code: 'invalid_document',
        message: 'no price',
        count: 1,
        oldestAt: receivedAt,
      },
    ]);
  });

  it('takes no key: the corrected one passes under it, and makes good what it corrects', async () => {
    const intake = intakeOf();
    await refuse(intake, { key: 'k', orders: ['A-1'] });
    await refuse(intake, { key: 'k', orders: ['A-1'], more: 1 });
    await refuse(intake, { key: 'k', orders: ['A-2'] });
    expect(await post(intake, { key: 'k', orders: ['A-1'] })).toMatchObject({ status: 200 });
    expect(await troubles()).toMatchObject([{ count: 3 }]);
    await drain();
    expect(await troubles()).toMatchObject([{ count: 1 }]);
    const ended = (await refused()).map(({ references, settledAt }) => [
      references[0]?.vendorNo,
      settledAt !== null,
    ]);
    expect(ended.sort()).toEqual([
      ['A-1', true],
      ['A-1', true],
      ['A-2', false],
    ]);
  });

  it('is not made good by another account’s order of that number, nor by one that failed', async () => {
    await refuse(intakeOf(), { orders: ['A-1'] });
    await post(intakeOf(), { orders: ['A-1'], poison: true });
    const other = accounts.add(toyAccount(await addAccount(open.database, toyDocuments.id), toyDocuments));
    const rawBody = Buffer.from(JSON.stringify({ orders: ['A-1'] }));
    await intakeOf().acknowledge(other, { rawBody, headers: { signed: 'yes' }, receivedAt: new Date() });
    await drain();
    const codes = (await troubles()).map(({ code, count }) => [code, count]);
    expect(codes.sort()).toEqual([
      ['invalid_document', 1],
      ['invalid_response', 1],
    ]);
  });

  it('counts up the same bytes, in one batch and in several, over two instances', async () => {
    const instances = [intakeOf('one'), intakeOf('two')];
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        refuse(instances[n % 2]!, { key: `k-${String(n % 7)}`, orders: [] }),
      ),
    );
    await refuse(instances[0]!, { key: 'k-0', orders: [] });
    const kept = await refused();
    expect(kept).toHaveLength(7);
    expect(kept.reduce((sum, { times }) => sum + times, 0)).toBe(61);
  });

  it('is kept up to a thousand a day, and only counted beyond that', async () => {
    const intake = intakeOf();
    const noon = new Date(`${open.clock.now().toISOString().slice(0, 10)}T00:00:01Z`);
    const many = MOST_KEPT_A_DAY + 25;
    await Promise.all(Array.from({ length: many }, (_, n) => refuse(intake, { key: String(n) }, noon)));
    expect(await refused()).toHaveLength(MOST_KEPT_A_DAY);
    const codes = () =>
      troubles().then((all) => all.map(({ code, count }) => `${code} ${String(count)}`).sort());
    const open1000 = `invalid_document ${String(MOST_KEPT_A_DAY)}`;
    if ((await codes()).length > 1) expect(await codes()).toEqual([open1000, 'refused_not_kept 25']);
    const [day] = await open.database.prisma.refusedDay.findMany({ where: { accountId: account } });
    expect(day).toMatchObject({ kept: MOST_KEPT_A_DAY, beyond: 25 });
    await refuse(intake, { key: '0' }, noon);
    expect((await refused()).filter(({ times }) => times === 2)).toHaveLength(1);
    const before = new Date(noon.getTime() - DAY_MS / 2);
    await refuse(intake, { key: 'yesterday' }, before);
    expect(await refused()).toHaveLength(MOST_KEPT_A_DAY + 1);
  });

  it('is no trouble any more once it is dismissed, or a day after it last came', async () => {
    const now = open.clock.now().getTime();
    const dismissals = new DismissService(open.database, deliveries);
    await refuse(intakeOf(), { key: 'old' }, new Date(now - DAY_MS - 5_000));
    expect(await troubles()).toEqual([]);
    await refuse(intakeOf(), { key: 'again' }, new Date(now - DAY_MS + 60_000));
    expect(await troubles()).toMatchObject([{ count: 1 }]);
    const [again] = await refused();
    const dismissed = await dismissals.dismiss(again!.id);
    expect(dismissed?.settledAt).not.toBeNull();
    expect(await dismissals.dismiss(again!.id)).toEqual(dismissed);
    expect(await troubles()).toEqual([]);
    await refuse(intakeOf(), { key: 'again' });
    expect([await troubles(), (await refused())[0]?.times]).toEqual([[], 2]);
    await endOldRefused(open.database, open.clock.now());
    expect((await refused()).every(({ settledAt }) => settledAt !== null)).toBe(true);
    await post(intakeOf(), { key: 'good', orders: [] });
    const [good] = await deliveries.list({ accountId: account, state: 'pending', limit: 1 });
    await expect(dismissals.dismiss(good!.id)).rejects.toThrow('is pending');
  });

  it('is not said to be refused before it is kept', async () => {
    await open.database.rows({
      text: 'ALTER TABLE payloads ADD CONSTRAINT small_disk CHECK (length(body) < 10) NOT VALID',
    });
    try {
      const failing = post(intakeOf(), { wrong: 'no price', orders: [] });
      await expect(failing).rejects.toMatchObject({ code: '23514' });
    } finally {
      await open.database.rows({ text: 'ALTER TABLE payloads DROP CONSTRAINT small_disk' });
    }
    expect(await refused()).toEqual([]);
  });

  it('that is refused before its sender is known leaves nothing', async () => {
    const request = { rawBody: Buffer.from('{}'), headers: {}, receivedAt: open.clock.now() };
    const forged = intakeOf().acknowledge(toyAccount(account, toyDocuments), request);
    await expect(forged).rejects.toMatchObject({ reason: 'unsigned' });
    expect(await deliveries.list({ accountId: account, limit: 5 })).toEqual([]);
  });
});
