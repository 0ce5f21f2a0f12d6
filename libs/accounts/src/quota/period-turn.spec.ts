import { turnedAt } from './period-turn.js';

const START = Date.parse('2026-01-31T00:00:00+08:00');
const at = (minutes: number): Date => new Date(START + minutes * 60_000);

describe('turnedAt', () => {
  it('is two minutes into a period, and never takes from a short one', () => {
    const turns = [24 * 60, 60, 59, 1].map((minutes) => turnedAt({ start: at(0), end: at(minutes) }));
    expect(turns).toEqual([at(2), at(2), at(0), at(0)]);
  });
});
