import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { Hub } from '../support/programs.js';
import { REPORT_ENV, ReportChain } from '../support/report-chain.js';

const SHOP = 'D000901';

describe('a hub that is frozen while it reports', () => {
  let chain: ReportChain;
  let slow: Hub;
  beforeAll(async () => {
    // The hub that takes over sends each report once, however long it waits for an answer or does not come to renew its lease.
    chain = await ReportChain.start({ HUB_ANSWER_DEADLINE_SECONDS: '60', HUB_REPORT_LEASE_SECONDS: '120' });
    // Of two reports that it has noted, one waits for its turn: that one has not passed the gate.
    const oneASecond = { ...REPORT_ENV, HUB_REQUESTS_PER_SECOND: 'ovopark=1' };
    slow = new Hub(chain.databaseUrl, await freePort(), oneASecond);
    await Promise.all([chain.first.stop(), chain.second.stop()]);
    await slow.start();
  });
  afterAll(async () => {
    await slow.kill();
    await chain.close();
  });

  it('for longer than its lease sends nothing of what it had noted before the gate', async () => {
    await chain.ask(slow, [0, 24], [chain.firstStore]);
    const hour = await freezeBeforeTheGate();
    await chain.second.start();
    await chain.settled();
    expect(await chain.heardOf(hour, SHOP)).toBe(1);
    slow.thaw();
    await chain.until(() => Promise.resolve(slow.log.includes('"state":"taken over"')));
    expect(await chain.heardOf(hour, SHOP)).toBe(1);
    await chain.expectRight();
  });

  /** @returns the hour of a report that the frozen hub has noted and not sent */
  async function freezeBeforeTheGate(): Promise<Date> {
    for (;;) {
      await chain.until(async () => (await notedAndNotSent()) !== undefined);
      slow.freeze();
      const still = await staysUnsent();
      if (still !== undefined) return still;
      slow.thaw();
    }
  }

  /** What was with the kernel when the hub was frozen comes to the vendor while this looks. */
  async function staysUnsent(): Promise<Date | undefined> {
    const looks: (Date | undefined)[] = [];
    await chain.until(async () => looks.push(await notedAndNotSent()) === 10);
    return looks.includes(undefined) ? undefined : looks.at(-1);
  }

  /** The hour of an attempt in hand that has not reached the vendor. */
  async function notedAndNotSent(): Promise<Date | undefined> {
    const { rows } = await chain.database.query<{ hour_start: Date }>(
      `SELECT s.hour_start FROM submissions s JOIN submission_attempts a ON a.submission_id = s.id
       WHERE a.outcome IS NULL AND s.settled_at IS NULL`,
    );
    for (const { hour_start } of rows) if ((await chain.heardOf(hour_start, SHOP)) === 0) return hour_start;
    return undefined;
  }
});
