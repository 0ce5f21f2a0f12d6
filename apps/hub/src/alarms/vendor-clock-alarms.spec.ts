import { VendorClockAlarms } from './vendor-clock-alarms.js';

const NOW = new Date('2026-03-05T02:00:00.000Z');

it('are of clocks that are far off, and nothing is said of those that nobody has seen', async () => {
  const offsets: Readonly<Record<string, number | undefined>> = {
    ...{ ahead: 300_001, behind: -400_000, near: 300_000, paused: 900_000 },
  };
  const all = () =>
    ['ahead', 'behind', 'near', 'paused', 'silent'].map((id) => ({
      account: { id, name: `shop ${id}` },
      paused: id === 'paused',
    }));
  const clock = { now: () => NOW, latest: () => NOW };
  const clocks = { vendorClockOffset: (id: string) => offsets[id] };
  const { standing, unknown } = await new VendorClockAlarms({ all } as never, clocks, clock, 300_000).read();
  expect(standing.map(({ subject, params }) => [subject, params])).toEqual([
    ['clock:ahead', { account: 'shop ahead', seconds: 300 }],
    ['clock:behind', { account: 'shop behind', seconds: -400 }],
  ]);
  expect([...(unknown ?? [])]).toEqual(['clock:silent']);
});
