import { ConnectorError } from '../../connector-error.js';
import type { ConnectorCase } from '../connector-case.js';
import { operationsOf, type Run } from './every-operation.js';
import { find } from './find-checks.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

/** Each call passes the hub's gate; and what a vendor asks to be left alone with is not asked again at once. */
export function gateChecks(input: ConnectorCase): Check[] {
  const check = (name: string, run: (rig: Rig) => Promise<void>): Check => ({
    name,
    run: () => Rig.use(input, run),
  });
  return everyCall(input).flatMap(([operation, run]) => [
    check(`${operation}: what the gate refuses is not sent`, async (rig) => {
      rig.gate = {
        admit: () => Promise.reject(new ConnectorError('unavailable', 'no', { notSent: 'paused' })),
      };
      const { notSent } = await errorOf(() => run(rig));
      expect([notSent, rig.vendor.received.length]).toEqual(['paused', 0]);
    }),
    ...[429, 503].map((status) =>
      check(`${operation}: HTTP ${status.toString()} is answered with no further call`, async (rig) => {
        rig.vendor.answer({ status });
        await errorOf(() => run(rig));
        expect(rig.vendor.received).toHaveLength(1);
      }),
    ),
  ]);
}

/** All that a case's connector asks of its vendor. */
function everyCall(input: ConnectorCase): Run[] {
  const { orderSink, quota, push } = input;
  const runs = operationsOf(input);
  if (orderSink !== undefined) runs.push(['find', (rig) => find(rig, orderSink)]);
  if (quota?.read !== undefined) runs.push(['quota', (rig) => readQuota(rig, quota.at)]);
  if (push !== undefined) {
    runs.push(['push', (rig) => asked(rig.connector.push?.register(push.url, rig.account))]);
    runs.push(['push shown', (rig) => asked(rig.connector.push?.registered(rig.account))]);
  }
  return runs;
}

function readQuota({ connector: { quota }, account }: Rig, at: Date): Promise<unknown> {
  return asked(quota?.read?.(quota.period(at, account), account));
}

function asked(answer: Promise<unknown> | undefined): Promise<unknown> {
  if (answer === undefined) throw new Error('the connector lacks it');
  return answer;
}
