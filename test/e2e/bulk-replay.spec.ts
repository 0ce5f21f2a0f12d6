import { type SentDeliveries, sentDeliveries } from '../support/sent-deliveries.js';

/** `SUANPAN_REPLAYS=5000` kills the hub in between, too: another has to wait for a minute then. */
const DELIVERIES = Number(process.env['SUANPAN_REPLAYS'] ?? 500);
const KILLED = DELIVERIES >= 5_000;

interface Bulk {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

describe(`replaying ${String(DELIVERIES)} deliveries`, () => {
  let world: SentDeliveries;
  beforeAll(async () => {
    world = await sentDeliveries(DELIVERIES);
  }, 600_000);
  afterAll(() => world.close());

  it('works each off once more, and records nothing twice', async () => {
    const { hub, count } = world;
    const entries = await count('ledger_entries');
    await world.haveFailed();
    const plan = await hub.rest.post<Bulk>('bulks', { act: 'replay', filter: { state: 'failed' } });
    expect(plan).toMatchObject({ state: 'planned', total: DELIVERIES });
    await hub.rest.post(`bulks/${plan.id}/start`, { reason: 'the mapper is mended' });
    if (KILLED) {
      await hub.rest.until<Bulk>(`bulks/${plan.id}`, ({ done }) => done > 300);
      await hub.kill();
      await hub.start();
    }
    const ended = await hub.rest.until<Bulk>(`bulks/${plan.id}`, ({ state }) => state === 'done');
    expect(ended).toMatchObject({ done: DELIVERIES, failed: 0, skipped: 0 });
    await world.untilDone();
    expect(await count('deliveries WHERE replayed AND attempts <= 1')).toBe(DELIVERIES);
    expect(await count('ledger_entries')).toBe(entries);
    expect(await count('legs')).toBe(DELIVERIES);
    expect(await count(`bulk_items WHERE state = 'done' AND settled_at IS NOT NULL`)).toBe(DELIVERIES);
  }, 600_000);
});
