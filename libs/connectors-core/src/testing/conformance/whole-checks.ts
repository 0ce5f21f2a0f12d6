import { ConnectorError } from '../../connector-error.js';
import type { SourcePage } from '../../source-pages.js';
import type { ConnectorCase, OrderSinkCase, PagesCase } from '../connector-case.js';
import { find } from './find-checks.js';
import { ask } from './pages-checks.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

/** The page, once more, and once more again to be sure. */
const MOST_OF_ONE_PAGE = 3;

/** A list that cannot show that it is whole ends nothing, and proves nothing absent. */
export function wholeChecks(input: ConnectorCase): Check[] {
  const { pages, orderSink } = input;
  const check = (name: string, run: (rig: Rig) => Promise<void>): Check => ({
    name,
    run: () => Rig.use(input, run),
  });
  return [
    ...(pages === undefined ? [] : pagesEnd(pages, check)),
    ...(orderSink === undefined ? [] : findsEnd(orderSink, check)),
  ];
}

type MakeCheck = (name: string, run: (rig: Rig) => Promise<void>) => Check;

function pagesEnd(pagesCase: PagesCase, check: MakeCheck): Check[] {
  return [
    check('pages: lists that do not show their end are put to the test', async () => {
      expect(pagesCase.notWhole.length).toBeGreaterThan(0);
      return Promise.resolve();
    }),
    ...pagesCase.notWhole.map(({ name, body }) =>
      check(`pages: ${name} is not the end of a list`, async (rig) => {
        rig.vendor.answer({ body });
        const page = await ask(rig, pagesCase).catch((error: unknown) => error);
        if (page instanceof ConnectorError) expect(['invalid_response', 'rejected']).toContain(page.code);
        else expect(isEnd(page as SourcePage)).toBe(false);
      }),
    ),
  ];
}

const isEnd = ({ next, notWhole }: SourcePage): boolean => next === null && notWhole === undefined;

function findsEnd(sinkCase: OrderSinkCase, check: MakeCheck): Check[] {
  const { search } = sinkCase;
  return [
    ...search.notWhole.map(({ name, body }) =>
      check(`find: ${name} proves nothing absent`, async (rig) => {
        rig.vendor.answer({ body });
        await errorOf(() => find(rig, sinkCase));
      }),
    ),
    check(
      'find: a page that is the one before again ends the search, and nothing is concluded',
      async (rig) => {
        let asked = 0;
        const row = { vendorNo: 'N1', placedAt: rig.time.now(), phone: '1', remark: '', saleFen: 1n };
        rig.vendor.answer(() => {
          asked += 1;
          return { body: search.body([row], `P${asked.toString()}`) };
        });
        await errorOf(() => find(rig, sinkCase));
        expect(rig.vendor.received.length).toBeLessThanOrEqual(MOST_OF_ONE_PAGE);
      },
    ),
  ];
}
