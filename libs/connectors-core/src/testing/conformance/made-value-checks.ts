import { randomBytes } from 'node:crypto';
import { checkConfig } from '../../config-check.js';
import type { ConfigField, GeneratedValue } from '../../config-field.js';
import type { ConnectorCase } from '../connector-case.js';
import type { Check } from './rig.js';

const uncalled = { call: () => Promise.reject(new Error('not called here')) };
/** Base64 has `+`, `/` and `=` in some values alone. */
const VALUES = 50;

/** Whoever fills a form in may have a value made for them: it must be one that is then taken. */
export function madeValueChecks(input: ConnectorCase): Check[] {
  return [
    {
      name: 'settings: a value that is made for one is secret, and can be saved',
      run: async () => expectGood(input.connector(uncalled).configFields),
    },
  ];
}

function expectGood(fields: readonly ConfigField[]): void {
  const made = fields.filter(({ generated }) => generated !== undefined);
  expect(made.filter(({ sensitive }) => sensitive !== true)).toEqual([]);
  for (const field of made) expect(faultsOf(field)).toEqual([]);
}

function faultsOf(field: ConfigField): readonly unknown[] {
  const { name, type, generated } = field;
  if (generated === undefined) return [];
  return Array.from({ length: VALUES }, () => madeAs(generated)).flatMap(
    (value) => checkConfig([field], { [name]: type === 'list' ? [value] : value }).faults,
  );
}

const madeAs = ({ prefix, bytes, encoding }: GeneratedValue): string =>
  prefix + randomBytes(bytes).toString(encoding);
