import type { SalesReceipt } from '../../connector.js';
import type { ConnectorCase, SubmitCase } from '../connector-case.js';
import { failureChecks } from './failure-checks.js';
import type { Check } from './rig.js';
import { errorOf, expectHidden, Rig, secretsOf } from './rig.js';

const MINUTE_MS = 60_000;

export async function submit(
  { connector, account, time }: Rig,
  { payload }: SubmitCase,
  withinMs = MINUTE_MS,
): Promise<SalesReceipt> {
  const writeBefore = new Date(time.now().getTime() + withinMs);
  const receipt = await connector.salesSink?.submit(payload, account, writeBefore);
  if (receipt === undefined) throw new Error('the connector has no sales sink');
  return receipt;
}

export function submitChecks(input: ConnectorCase, submitCase: SubmitCase): Check[] {
  const check = (name: string, run: (rig: Rig) => Promise<void>): Check => ({
    name: `submit: ${name}`,
    run: () => Rig.use(input, run),
  });
  const { sales, vendorStoreId, payload, accepted } = submitCase;
  return [
    check('the payload is what it must be, the same each time', async ({ connector, account }) => {
      const make = (): unknown =>
        connector.salesSink?.payload(sales, vendorStoreId, { cover: false }, account);
      expect(make()).toEqual(payload);
      expect(make()).toEqual(payload);
    }),
    check('covering an hour is another payload', async ({ connector, account }) => {
      const covering = connector.salesSink?.payload(sales, vendorStoreId, { cover: true }, account);
      expect(covering).not.toEqual(payload);
    }),
    check('a report arrives as its payload says, once, and has a receipt', async (rig) => {
      rig.vendor.answer({ body: accepted.body });
      const receipt = await submit(rig, submitCase);
      expect(receipt.vendorCode).toBe(accepted.vendorCode);
      expect(rig.vendor.received.map(submitCase.received)).toEqual([expect.objectContaining(payload)]);
      expectHidden(receipt, secretsOf(rig.connector, rig.account.config));
    }),
    ...failureChecks(input, {
      ...submitCase,
      name: 'submit',
      effect: 'write',
      good: accepted.body,
      run: (rig) => submit(rig, submitCase),
    }),
    check('nothing is sent when it is too late', async (rig) => {
      rig.vendor.answer({ body: accepted.body });
      expect((await errorOf(() => submit(rig, submitCase, 0))).code).toBe('unavailable');
      expect(rig.vendor.received).toEqual([]);
    }),
    check('a report whose answer was lost is not sent again at once', async (rig) => {
      for (const script of ['hang', 'stall', 'reset', { status: 500 }, { body: '<html>' }] as const) {
        rig.vendor.answer(script);
        const before = rig.vendor.received.length;
        await expect(submit(rig, submitCase)).rejects.toMatchObject({ code: 'outcome_unknown' });
        expect(rig.vendor.received).toHaveLength(before + 1);
      }
    }),
  ];
}
