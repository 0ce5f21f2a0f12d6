import type { OrderObservation } from '#domain/order-observation.js';
import type { Fetched } from '../../connector.js';
import type { ConnectorCase, FetchCase } from '../connector-case.js';
import { failureChecks } from './failure-checks.js';
import { toGbk } from '../gbk.js';
import type { HttpScript } from '../scripted-vendor.js';
import { withExtraFields, without, withValue } from './json-edit.js';
import type { Check } from './rig.js';
import { errorOf, expectHidden, Rig } from './rig.js';

type MakeCheck = (name: string, run: (rig: Rig) => Promise<void>) => Check;

export async function fetchOrder({ connector, account }: Rig, { reference }: FetchCase): Promise<Fetched> {
  if (connector.source?.fetch === undefined) throw new Error('the connector cannot fetch an order');
  return connector.source.fetch(reference, account);
}

/** What the connector makes of an answer with this body. */
async function observe(rig: Rig, fetchCase: FetchCase, body: string): Promise<OrderObservation> {
  rig.vendor.answer({ body });
  const fetched = await fetchOrder(rig, fetchCase);
  if (!fetched.found) throw new Error('the order was not found');
  expect(fetched.rawBody.toString('utf8')).toBe(body);
  return fetched.observation;
}

/** The same answer in other bytes. */
async function observeBytes(rig: Rig, fetchCase: FetchCase, script: HttpScript): Promise<OrderObservation> {
  rig.vendor.answer(script);
  const fetched = await fetchOrder(rig, fetchCase);
  if (!fetched.found) throw new Error('the order was not found');
  expect(fetched.rawBody).toEqual(script.body);
  return fetched.observation;
}

/** Without the instant: two answers are asked for at two times. */
const stated = ({ asOf: _asOf, ...rest }: OrderObservation): Omit<OrderObservation, 'asOf'> => rest;

export function fetchChecks(input: ConnectorCase, fetchCase: FetchCase): Check[] {
  const check: MakeCheck = (name, run) => ({ name: `fetch: ${name}`, run: () => Rig.use(input, run) });
  return [
    ...fixtureChecks(fetchCase, check),
    ...toleranceChecks(fetchCase, check),
    ...missingChecks(fetchCase, input.personal, check),
    ...(input.orderSink === undefined ? [] : [standingCheck(fetchCase, check)]),
    ...failureChecks(input, {
      ...fetchCase,
      name: 'fetch',
      effect: 'read',
      good: fetchCase.fixtures[0].body,
      run: (rig) => fetchOrder(rig, fetchCase),
    }),
  ];
}

/** A cancel must not wait for ever because an amount is odd. */
const standingCheck = (fetchCase: FetchCase, check: MakeCheck): Check =>
  check('how an order stands is read, whatever else of it is odd', async ({ connector, account, vendor }) => {
    const [{ body: whole }] = fetchCase.fixtures;
    if (fetchCase.stands === undefined) throw new Error('the case does not say how its order stands');
    const { says, though } = fetchCase.stands;
    for (const body of [whole, ...though.map((path) => withValue(whole, path, '¥?'))]) {
      vendor.answer({ body });
      const read = await connector.source?.standing?.(fetchCase.reference, account);
      expect(read).toMatchObject({ found: true, observation: says });
    }
  });

function fixtureChecks(fetchCase: FetchCase, check: MakeCheck): Check[] {
  const [{ body: whole }] = fetchCase.fixtures;
  return [
    ...fetchCase.fixtures.map(({ name, body, expected }) =>
      check(`${name} is observed as it must be`, async (rig) => {
        expect(await observe(rig, fetchCase, body)).toMatchObject(expected);
      }),
    ),
    check('an observation is as of the instant at which the answered request was sent', async (rig) => {
      const startedAt = rig.time.now();
      rig.vendor.answer({ status: 502 }, { body: whole });
      const fetched = await fetchOrder(rig, fetchCase);
      const asOf = fetched.found ? fetched.observation.asOf : startedAt;
      expect(asOf.getTime()).toBeGreaterThan(startedAt.getTime());
      expect(asOf).toEqual(rig.time.now());
    }),
  ];
}

function toleranceChecks(fetchCase: FetchCase, check: MakeCheck): Check[] {
  const [{ body: whole }] = fetchCase.fixtures;
  return [
    check('fields that nobody knows are passed over', async (rig) => {
      const observed = stated(await observe(rig, fetchCase, withExtraFields(whole)));
      expect(observed).toEqual(stated(await observe(rig, fetchCase, whole)));
    }),
    check('an answer in GBK that says so is read, and one behind a byte order mark', async (rig) => {
      const known = stated(await observe(rig, fetchCase, whole));
      const headers = { 'content-type': 'application/json;charset=GBK' };
      const gbk = await observeBytes(rig, fetchCase, { headers, body: toGbk(whole) });
      const marked = await observeBytes(rig, fetchCase, { body: Buffer.from(`\ufeff${whole}`) });
      expect([stated(gbk), stated(marked)]).toEqual([known, known]);
    }),
    ...fetchCase.unknownValues.map(({ path, value, group }) =>
      check(`an unknown ${path} stays raw and holds up nothing else`, async (rig) => {
        const known = stated(await observe(rig, fetchCase, whole));
        const observed = stated(await observe(rig, fetchCase, withValue(whole, path, value)));
        expect(observed[group]).toMatchObject({ state: 'unknown', raw: String(value) });
        expect({ ...observed, [group]: null }).toEqual({ ...known, [group]: null });
      }),
    ),
  ];
}

function missingChecks(fetchCase: FetchCase, personal: readonly string[], check: MakeCheck): Check[] {
  const { fixtures, required, notFound } = fetchCase;
  const checks = required.map((path) =>
    check(`without ${path} the answer is refused by that name`, async (rig) => {
      rig.vendor.answer({ body: without(fixtures[0].body, path) });
      const error = await errorOf(() => fetchOrder(rig, fetchCase));
      expect(error.code).toBe('invalid_response');
      expect(error.message).toContain(path.split('.').at(-1));
      expectHidden(error, personal);
    }),
  );
  if (notFound === undefined) return checks;
  const isNotFound = check('an order that is not there is not found', async (rig) => {
    rig.vendor.answer({ body: notFound });
    expect(await fetchOrder(rig, fetchCase)).toMatchObject({ found: false });
  });
  return [...checks, isNotFound];
}
