import type { PushAddress } from '../../connector.js';
import type { ConnectorCase, PushCase } from '../connector-case.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

function pushOf({ connector }: Rig): PushAddress {
  if (connector.push === undefined) throw new Error('the connector sets no address');
  return connector.push;
}

export function pushChecks(input: ConnectorCase, { url, registered, none, done, urlOf }: PushCase): Check[] {
  const check = (name: string, run: (rig: Rig) => Promise<void>): Check => ({
    name: `push: ${name}`,
    run: () => Rig.use(input, run),
  });
  return [
    check('the address is set', async (rig) => {
      rig.vendor.answer({ body: done });
      await pushOf(rig).register(url, rig.account);
      expect(rig.vendor.received.map(urlOf)).toEqual([url]);
    }),
    check('the address that is set is told, or that there is none', async (rig) => {
      rig.vendor.answer({ body: registered }, { body: none });
      expect(await pushOf(rig).registered(rig.account)).toBe(url);
      expect(await pushOf(rig).registered(rig.account)).toBeNull();
    }),
    check('what could not be read is not “none”', async (rig) => {
      for (const script of [{ body: '{}' }, { body: '<html>' }, { status: 500 }]) {
        rig.vendor.answer(script);
        await errorOf(() => pushOf(rig).registered(rig.account));
      }
    }),
  ];
}
