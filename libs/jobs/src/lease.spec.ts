import { Instance } from './instance.js';
import { Leases } from './lease.js';

const NOW = new Date('2026-03-05T00:00:00Z');
const clock = { now: () => NOW, latest: () => new Date(NOW.getTime() + 90_000) };

it('gives each claim a holder of its own, and ends leases by the clock that went on less', () => {
  const leases = new Leases(clock, new Instance('hub'), 60_000);
  const until = new Date('2026-03-05T00:01:00Z');
  expect([leases.next(), leases.next()]).toEqual([
    { holder: 'hub:1', until },
    { holder: 'hub:2', until },
  ]);
});
