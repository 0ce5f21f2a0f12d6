import type { ConfigField } from '#connectors-core/config-field.js';
import { pastConfig } from './account-past.js';
import { said } from '#connectors-core/testing/said.js';

const field = (name: string, dated: boolean): ConfigField => ({
  name,
  ...said(name),
  type: 'text',
  default: 'as ever',
  dated,
});
const connector = { configFields: [field('numbers', true), field('zone', true), field('colour', false)] };
const NOW = new Date(2);

describe('pastConfig', () => {
  it('keeps all dated settings as they were before one of them is changed', () => {
    const before = { config: { numbers: 'a', zone: 'b', colour: 'c' }, past: [] };
    expect(pastConfig(connector, before, { numbers: 'a', zone: 'd' }, NOW)).toEqual([
      { until: NOW, config: { numbers: 'a', zone: 'b' } },
    ]);
  });

  it('takes the default for what the account did not know yet', () => {
    const older = { config: {}, past: [] };
    expect(pastConfig(connector, older, { numbers: 'as ever' }, NOW)).toEqual([]);
    expect(pastConfig(connector, older, { numbers: 'x' }, NOW)).toEqual([
      { until: NOW, config: { numbers: 'as ever', zone: 'as ever' } },
    ]);
  });

  it('goes on from what is there, and adds nothing where other settings change', () => {
    const past = [{ until: new Date(1), config: { numbers: 'z', zone: 'z' } }];
    const before = { config: { numbers: 'a', zone: 'b', colour: 'c' }, past };
    expect(pastConfig(connector, before, { numbers: 'a', zone: 'b', colour: 'd' }, NOW)).toBe(past);
    expect(pastConfig(connector, before, { numbers: 'b', zone: 'b' }, NOW)).toHaveLength(2);
  });
});
