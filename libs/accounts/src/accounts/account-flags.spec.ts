import type { ConfigField } from '#connectors-core/config-field.js';
import { flagsSince } from './account-flags.js';
import { said } from '#connectors-core/testing/said.js';

const field = (name: string): ConfigField => ({
  name,
  ...said(name),
  type: 'flags',
  flags: { place: { zh: '', en: '' }, cancel: { zh: '', en: '' } },
  default: { place: false, cancel: false },
});
const connector = { configFields: [field('dispatch'), field('other')] };
const [EARLIER, NOW] = [new Date(1), new Date(2)];

describe('flagsSince', () => {
  it('keeps the time of what was on, begins what is new, and forgets what is off', () => {
    const config = { dispatch: { place: true, cancel: true }, other: { place: false } };
    const before = { 'dispatch.place': EARLIER, 'other.place': EARLIER };
    expect(flagsSince(connector, config, before, NOW)).toEqual({
      'dispatch.place': EARLIER,
      'dispatch.cancel': NOW,
    });
  });

  it('begins anew what was off in between', () => {
    const on = { dispatch: { place: true } };
    const off = flagsSince(connector, { dispatch: { place: false } }, { 'dispatch.place': EARLIER }, NOW);
    expect(flagsSince(connector, on, off, NOW)).toEqual({ 'dispatch.place': NOW });
  });

  it('looks at fields of type flags alone', () => {
    const map: ConfigField = { name: 'states', ...said(''), type: 'map' };
    expect(flagsSince({ configFields: [map] }, { states: { a: 'true' } }, {}, NOW)).toEqual({});
  });
});
