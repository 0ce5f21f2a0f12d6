import type { Hub } from '../support/programs.js';
import { REPORT, ReportChain } from '../support/report-chain.js';

/** How often a hub is killed; `npm test` takes few, the full proof fifty. */
const KILLS = Number(process.env['SUANPAN_KILLS'] ?? 2);
const LOST = 2 * KILLS;
/** Hours that are asked for at once; the others are for the deaths. */
const ASKED = 12;
const FIRST_DEATH = 30;
const DEATH_HOURS = 25;

/** The report that a hub has in hand: accepted and not answered yet, or not worked off when the hub dies. */
const DEATHS = ['timeout_after', 'delay'] as const;

describe('reports of hours', () => {
  let chain: ReportChain;
  beforeAll(async () => {
    chain = await ReportChain.start();
  });
  afterAll(() => chain.close());

  it(
    'are accepted once each and right in the end, however many answers are lost after acceptance',
    async () => {
      const period = [0, ASKED] as const;
      await chain.sell(ASKED * 3, period);
      await chain.control.post('faults', { ...REPORT, kind: 'drop_after', times: LOST });
      await chain.ask(chain.first, period);
      await chain.settled();
      await chain.expectRight();
      await chain.sell(ASKED, period);
      await chain.control.post('faults', { ...REPORT, kind: 'drop_after', times: Math.ceil(LOST / 2) });
      await chain.ask(chain.second, period);
      await chain.settled();
      await chain.expectRight();
      expect(await chain.control.get('faults')).toEqual({ items: [] });
    },
    600_000 + LOST * 10_000,
  );

  it(
    'are accepted once each and right in the end, however often a hub is killed while it reports',
    async () => {
      const period = [FIRST_DEATH, FIRST_DEATH + DEATH_HOURS] as const;
      await chain.sell(KILLS * 2, period);
      const seen = new Set<string>();
      const ids = new Map<Hub, string>();
      for (const hub of [chain.first, chain.second]) {
        await restart(hub, seen, ids);
      }
      let kills = 0;
      for (let tried = 0; kills < KILLS; tried += 1)
        if (await killWhileReporting(tried, ids, seen)) kills += 1;
      await chain.settled();
      await chain.sell(KILLS, period);
      await chain.ask(chain.first, period);
      await chain.settled();
      await chain.expectRight();
    },
    600_000 + KILLS * 30_000,
  );

  /** @returns false when the answer came before anybody could be killed */
  async function killWhileReporting(
    kill: number,
    ids: Map<Hub, string>,
    seen: Set<string>,
  ): Promise<boolean> {
    const hour = FIRST_DEATH + (kill % DEATH_HOURS);
    await chain.control.post('faults', { ...REPORT, kind: DEATHS[kill % 2], delayMs: 1_500, times: 1 });
    if (kill >= DEATH_HOURS) await chain.sell(2, [hour, hour + 1]);
    await chain.ask(chain.first, [hour, hour + 1]);
    await chain.until(async () => (await faults()) === 0);
    const holder = await holderOf(ids);
    if (holder === undefined) return false;
    await holder.kill();
    await restart(holder, seen, ids);
    return true;
  }

  const faults = async (): Promise<number> =>
    (await chain.control.get<{ items: unknown[] }>('faults')).items.length;

  /** Who has a report in hand now. */
  async function holderOf(ids: ReadonlyMap<Hub, string>): Promise<Hub | undefined> {
    const { rows } = await chain.database.query<{ lease_holder: string }>(
      `SELECT s.lease_holder FROM submissions s JOIN submission_attempts a ON a.submission_id = s.id
       WHERE s.lease_holder IS NOT NULL AND a.outcome IS NULL ORDER BY a.started_at DESC LIMIT 1`,
    );
    const holder = rows[0]?.lease_holder ?? '';
    return [...ids].find(([, id]) => holder.startsWith(`${id}:`))?.[0];
  }

  /** An instance's id is new at every start. */
  async function restart(hub: Hub, seen: Set<string>, ids: Map<Hub, string>): Promise<void> {
    await hub.kill();
    for (const id of await instances()) seen.add(id);
    await hub.start();
    await chain.until(async () => (await instances()).some((id) => !seen.has(id)));
    const fresh = (await instances()).find((id) => !seen.has(id)) ?? '';
    seen.add(fresh);
    ids.set(hub, fresh);
  }

  async function instances(): Promise<string[]> {
    const { rows } = await chain.database.query<{ id: string }>('SELECT id FROM instances');
    return rows.map(({ id }) => id);
  }
});
