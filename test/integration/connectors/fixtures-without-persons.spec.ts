import fs from 'node:fs';
import path from 'node:path';
import { plainName } from '#connectors-core/request-values.js';
import { redactedBody } from '#connectors-core/redacted-body.js';
import { VENDORS } from '../../../apps/hub/src/connectors.js';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');
/** The people of the fixtures are invented, and told by these: a new one gets its words here. */
const PERSONS = /张三|李四|王五|赵六|欧阳|138000000\d\d|1391234\d{4}|虹桥路|少冰/gu;
/** Signatures, accounts and words of refusals: nothing of an order. */
const NO_BODIES = /^(account|signature-vectors|access-|refusals|login)/;

const bodiesOf = (vendor: string): string[] => {
  const folder = path.join(FIXTURES, vendor);
  return fs
    .readdirSync(folder)
    .filter((name) => /\.(json|xml)$/.test(name) && !NO_BODIES.test(name))
    .map((name) => path.join(folder, name));
};

/** Every number that stands in a body under one of these names, however deep, in documents within documents, too. */
const numbersIn = (text: string, names: readonly string[]): string[] => {
  const wanted = new Set(names.map(plainName));
  const json = [...text.matchAll(/\\?"([\w-]+)\\?"\s*:\s*\\?"?([^"\\,}\s]+)/g)];
  const xml = [...text.matchAll(/<([\w:.-]+)>([^<]+)</g)];
  return [...json, ...xml].flatMap(([, name = '', value = '']) =>
    wanted.has(plainName(name)) ? [value] : [],
  );
};

const withoutAll = (body: Buffer, fields: (typeof VENDORS)[number]['declares']): string => {
  const numbers = [...new Set(numbersIn(body.toString(), fields.numberFields ?? []))];
  const redacted = redactedBody(body, fields, numbers);
  return redacted?.body.toString() ?? '';
};

describe.each(VENDORS.map(({ declares }) => [declares.id, declares] as const))('%s', (vendor, declares) => {
  it('has no person outside of the fields that it declares', () => {
    const left = bodiesOf(vendor).flatMap((file) => {
      const hits = withoutAll(fs.readFileSync(file), declares).match(PERSONS) ?? [];
      return hits.map((hit) => `${path.basename(file)}: ${hit}`);
    });
    expect(left).toEqual([]);
  });
});

it('would be found where a field is not declared', () => {
  const found = VENDORS.flatMap(({ declares }) =>
    bodiesOf(declares.id).flatMap((file) =>
      (withoutAll(fs.readFileSync(file), { ...declares, personalFields: [] }).match(PERSONS) ?? []).map(
        () => declares.id,
      ),
    ),
  );
  expect([...new Set(found)].sort()).toEqual(['ovopark', 'pospal', 'storefront', 'zhimai']);
});
