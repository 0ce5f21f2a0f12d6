import type { CallQuota, QuotaReading } from '../../call-quota.js';
import type { ConnectorCase, QuotaCase } from '../connector-case.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

type MakeCheck = (name: string, run: (rig: Rig) => Promise<void>) => Check;

function quotaOf({ connector }: Rig): CallQuota {
  if (connector.quota === undefined) throw new Error('the connector has no quota');
  return connector.quota;
}

function reading(rig: Rig, { at }: QuotaCase): Promise<QuotaReading> {
  const quota = quotaOf(rig);
  if (quota.read === undefined) throw new Error('the quota cannot be asked');
  return quota.read(quota.period(at, rig.account), rig.account);
}

export function quotaChecks(input: ConnectorCase, quotaCase: QuotaCase): Check[] {
  const check: MakeCheck = (name, run) => ({ name: `quota: ${name}`, run: () => Rig.use(input, run) });
  return [
    check('it is counted for its caller, in periods that follow one another', async (rig) => {
      const quota = quotaOf(rig);
      const { start, end } = quota.period(quotaCase.at, rig.account);
      expect(quota.caller(rig.account)).toBe(quotaCase.caller);
      expect(start.getTime()).toBeLessThanOrEqual(quotaCase.at.getTime());
      expect(end.getTime()).toBeGreaterThan(quotaCase.at.getTime());
      expect(quota.period(start, rig.account)).toEqual({ start, end });
      expect(quota.period(end, rig.account).start).toEqual(end);
    }),
    check('that it can be asked is put to the test', async (rig) => {
      expect(quotaOf(rig).read !== undefined).toBe(quotaCase.read !== undefined);
    }),
    ...readingChecks(quotaCase, check),
  ];
}

function readingChecks(quotaCase: QuotaCase, check: MakeCheck): Check[] {
  const { read } = quotaCase;
  if (read === undefined) return [];
  return [
    check('what the vendor says of it is read', async (rig) => {
      rig.vendor.answer(...read.answers.map((body) => ({ body })));
      expect(await reading(rig, quotaCase)).toEqual(read.reading);
    }),
    check('what could not be read is no quota', async (rig) => {
      for (const script of [{ body: '{}' }, { body: '<html>' }, { status: 500 }]) {
        rig.vendor.answer(script);
        await errorOf(() => reading(rig, quotaCase));
      }
    }),
  ];
}
