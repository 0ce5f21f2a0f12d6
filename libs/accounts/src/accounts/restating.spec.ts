import { restateMode } from './restating.js';

describe('whether a changed hour is covered without asking', () => {
  const confirmed = new Date('2026-03-05T01:00:00Z');
  it.each([
    [undefined, null, 'ask'],
    [undefined, confirmed, 'auto'],
    ['ask', confirmed, 'ask'],
    ['auto', null, 'auto'],
    ['of a later hub', null, 'ask'],
  ])('setting %s, confirmed %s: %s', (setting, confirmedAt, mode) => {
    expect(restateMode(setting, confirmedAt)).toBe(mode);
  });
});
