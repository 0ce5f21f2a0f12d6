import { PLACES } from '../../tools/screenshots/places.mjs';
import type { Made } from '../support/hub-and-sandbox.js';
import { ADMIN_KEY } from '../support/programs.js';
import { browserHere } from './chromium.js';
import { accessibilityFaults, type Looks, newConsolePage, signIn } from './console-page.js';
import { type DifferingChain, type OpenDiscrepancy, startDifferingChain } from './differing-chain.js';

const LOOKS: readonly Looks[] = (['zh-CN', 'en-GB'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) => [1280, 390].map((width) => ({ language, scheme, width }))),
);
/** Of `npm test`: what differs most. */
const TWO_LOOKS: readonly Looks[] = [LOOKS[0]!, LOOKS.at(-1)!];
const isFull = process.env['SUANPAN_BROWSER'] === 'full';

/** What a part says that is being read. */
const STILL_READ = /^(正在读取…|Loading…)$/;

const here = await browserHere();

(here === undefined ? describe.skip : describe)('every page', () => {
  const browser = here!;
  let world: DifferingChain;
  let places: readonly string[];
  beforeAll(async () => {
    world = await startDifferingChain();
    places = [...PLACES, ...(await ofOne(world, await world.otherSumAtTill()))];
  });
  afterAll(async () => {
    await browser.close();
    await world.chain.close();
  });

  it.each(isFull ? LOOKS : TWO_LOOKS)(
    'can be read by everybody, in $language, $scheme and $width wide',
    async (looks) => {
      const { page, faults, close } = await newConsolePage(browser, world.chain.hub.url, looks);
      await page.goto('/');
      await signIn(page, ADMIN_KEY);
      await page.waitForURL((url) => url.pathname === '/');
      // Without the long form each page is opened in one of the two looks.
      const shown = isFull ? places : places.filter((_place, at) => at % 2 === TWO_LOOKS.indexOf(looks));
      for (const place of shown) {
        await page.goto(place);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByText(STILL_READ).first().waitFor({ state: 'detached' });
        expect([place, await accessibilityFaults(page)]).toEqual([place, []]);
        const isWider = await page.evaluate(
          `document.documentElement.scrollWidth > document.documentElement.clientWidth`,
        );
        expect([place, isWider]).toEqual([place, false]);
      }
      expect(faults).toEqual([]);
      await close();
    },
    600_000,
  );
});

/** Pages of one order, one command, one difference, one delivery, one bulk act, one account and one store. */
async function ofOne({ chain }: DifferingChain, { id, orderId }: OpenDiscrepancy): Promise<string[]> {
  const { rest } = chain.hub;
  const newest = async (list: string) =>
    (await rest.get<{ items: readonly { id: string }[] }>(`${list}?limit=1`)).items[0]!.id;
  const account = `/accounts/${chain.tillAccount}`;
  return [
    `/orders/${orderId}`,
    `/discrepancies/${id}`,
    `/deliveries/${await newest('deliveries')}`,
    `/dispatches/${await newest('dispatches')}`,
    `/bulks/${(await rest.post<Made>('bulks', { act: 'dismiss', ids: [id] })).id}`,
    `/sales/stores/${chain.store}`,
    account,
    ...['settings', 'bindings', 'quota'].map((part) => `${account}/${part}`),
    `/settings/stores/${chain.store}`,
  ];
}
