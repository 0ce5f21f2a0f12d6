import type { ConnectorCase, PagesCase } from '../connector-case.js';
import type { Check } from './rig.js';
import { Rig } from './rig.js';

/** How many of the longest windows are asked for at once. */
const WINDOWS = 3;

export function pagesChecks(input: ConnectorCase, pagesCase: PagesCase): Check[] {
  const { longestWindowMs, mostRequests } = pagesCase;
  const check = (name: string, run: (rig: Rig) => Promise<void>): Check => ({
    name: `pages: ${name}`,
    run: () => Rig.use(input, run),
  });
  const read = async ({ connector, account, time, vendor }: Rig, lengthMs: number): Promise<void> => {
    vendor.answer(pagesCase.endless);
    const to = time.now();
    const from = new Date(to.getTime() - lengthMs);
    // Whether reading ends well or with an error is the connector's choice; that it ends is not.
    await Promise.allSettled([pagesCase.read(connector, account, { from, to })]);
  };
  return [
    check('a vendor that always has one more page is read to a bound', async (rig) => {
      await read(rig, longestWindowMs);
      expect(rig.vendor.received.length).toBeGreaterThan(0);
      expect(rig.vendor.received.length).toBeLessThanOrEqual(mostRequests);
    }),
    check('no request asks for a longer window than the vendor allows', async (rig) => {
      await read(rig, WINDOWS * longestWindowMs);
      for (const { from, to } of rig.vendor.received.map(pagesCase.windowOf)) {
        expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(longestWindowMs);
      }
    }),
  ];
}
