import { OVERLAPS, oldUntil } from './webhook-overlap.js';

const NOW = Date.parse('2026-11-30T08:00:00Z');

it('an old address works for as long as was chosen, or not at all', () => {
  expect(OVERLAPS.map((overlap) => [overlap, oldUntil(overlap, NOW)])).toEqual([
    ['none', undefined],
    ['hour', '2026-11-30T09:00:00.000Z'],
    ['day', '2026-12-01T08:00:00.000Z'],
    ['week', '2026-12-07T08:00:00.000Z'],
    ['month', '2026-12-30T08:00:00.000Z'],
  ]);
});
