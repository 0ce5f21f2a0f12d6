import type { OrderObservation } from '#domain/order-observation.js';
import type { Account } from '../../account.js';
import { ConnectorError } from '../../connector-error.js';
import type { PageRequest, SourcePage, SourcePages, Window } from '../../source-pages.js';
import type { ConnectorCase, PagesCase } from '../connector-case.js';
import { toGbk } from '../gbk.js';
import { failureChecks } from './failure-checks.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

/** Vendors name their windows in whole seconds. */
const SECOND_MS = 1000;

type MakeCheck = (name: string, run: (rig: Rig, pages: SourcePages) => Promise<void>) => Check;

function pagesOf({ connector }: Rig): SourcePages {
  if (connector.source?.pages === undefined) throw new Error('the connector lists nothing');
  return connector.source.pages;
}

/** The longest window that ends now. */
const windowBefore = (to: Date, lengthMs: number): Window => ({
  from: new Date(to.getTime() - lengthMs),
  to,
});

export function ask(rig: Rig, { stream }: PagesCase, change: Partial<PageRequest> = {}): Promise<SourcePage> {
  const pages = pagesOf(rig);
  const window = windowBefore(rig.time.now(), pages.largestWindowMs);
  return pages.page({ stream, window, cursor: null, ...change }, rig.account);
}

/** Without the instant: two answers are asked for at two times. */
const stated = ({ asOf: _asOf, ...rest }: OrderObservation): Omit<OrderObservation, 'asOf'> => rest;

export function pagesChecks(input: ConnectorCase, pagesCase: PagesCase): Check[] {
  const check: MakeCheck = (name, run) => ({
    name: `pages: ${name}`,
    run: () => Rig.use(input, (rig) => run(rig, pagesOf(rig))),
  });
  return [
    check('what it declares can be worked with', async ({ account }, pages) => {
      expectDeclared(pages, account, pagesCase);
    }),
    ...rowChecks(pagesCase, check),
    ...cursorChecks(pagesCase, check),
    ...windowChecks(pagesCase, check),
    ...failureChecks(input, {
      ...pagesCase,
      name: 'pages',
      effect: 'read',
      good: pagesCase.body([pagesCase.rows[0].text], null),
      run: (rig) => ask(rig, pagesCase),
    }),
  ];
}

function expectDeclared(pages: SourcePages, account: Account, { stream }: PagesCase): void {
  const streams = pages.streams(account, [stream]);
  expect(streams).toContain(stream);
  expect(new Set(streams).size).toBe(streams.length);
  for (const positive of [pages.largestWindowMs, pages.mostPages, pages.intervalMs(account) ?? 1]) {
    expect(positive).toBeGreaterThan(0);
  }
  expect(pages.lagMs).toBeGreaterThanOrEqual(0);
  // Windows that only overlap would never come to an end.
  expect(pages.overlapMs).toBeLessThan(pages.largestWindowMs);
}

function rowChecks(pagesCase: PagesCase, check: MakeCheck): Check[] {
  const { rows, unreadable, body } = pagesCase;
  const whole = body(
    rows.map(({ text }) => text),
    null,
  );
  return [
    check('each row of a page is observed, as of the sending', async (rig) => {
      rig.vendor.answer({ body: whole });
      const page = await ask(rig, pagesCase);
      expect(page.observations.map(({ vendorNo }) => vendorNo)).toEqual(rows.map(({ vendorNo }) => vendorNo));
      for (const { asOf } of page.observations) expect(asOf).toEqual(rig.time.now());
      expect([page.unread, page.next]).toEqual([[], null]);
      expect(page.rawBody.toString('utf8')).toBe(whole);
    }),
    check('a page in GBK that says so is read, and one behind a byte order mark', async (rig) => {
      const headers = { 'content-type': 'application/json;charset=GBK' };
      rig.vendor.answer({ headers, body: toGbk(whole) }, { body: Buffer.from(`\ufeff${whole}`) });
      const [gbk, marked] = [await ask(rig, pagesCase), await ask(rig, pagesCase)];
      expect(gbk.observations).toHaveLength(rows.length);
      expect(gbk.observations.map(stated)).toEqual(marked.observations.map(stated));
      expect(gbk.rawBody).toEqual(toGbk(whole));
    }),
    check('a row that cannot be read stops only itself', async (rig) => {
      rig.vendor.answer({ body: body([rows[0].text, unreadable.text, rows[1].text], null) });
      const page = await ask(rig, pagesCase);
      expect(page.observations.map(({ vendorNo }) => vendorNo)).toEqual([rows[0].vendorNo, rows[1].vendorNo]);
      expect(page.unread.map(({ vendorNo }) => vendorNo)).toEqual([unreadable.vendorNo]);
      expect(page.unread[0]?.message).not.toBe('');
    }),
    check('an empty page is empty, and the last one', async (rig) => {
      rig.vendor.answer({ body: body([], null) });
      expect(await ask(rig, pagesCase)).toMatchObject({ observations: [], unread: [], next: null });
    }),
  ];
}

function cursorChecks(pagesCase: PagesCase, check: MakeCheck): Check[] {
  const { rows, body, nextOf, windowOf } = pagesCase;
  return [
    check('a further page is asked for as the page before said, in the same window', async (rig, pages) => {
      rig.vendor.answer({ body: body([rows[0].text], 'A') }, { body: body([rows[1].text], null) });
      const window = windowBefore(rig.time.now(), pages.largestWindowMs);
      const { next } = await ask(rig, pagesCase, { window });
      expect(next).not.toBeNull();
      expect((await ask(rig, pagesCase, { window, cursor: next })).next).toBeNull();
      expect(rig.vendor.received.map(nextOf)).toEqual([null, 'A']);
      const [first, second] = rig.vendor.received.map(windowOf);
      expect(second).toEqual(first);
    }),
    check(
      'a page that leads back to itself is refused, or shown as what it is: who reads on sees that it repeats',
      async (rig) => {
        rig.vendor.answer({ body: body([rows[0].text], 'A') });
        const first = await ask(rig, pagesCase);
        const again = await ask(rig, pagesCase, { cursor: first.next }).catch((error: unknown) => error);
        if (again instanceof ConnectorError) expect(again.code).toBe('invalid_response');
        else expect(again).toMatchObject({ observations: [{ vendorNo: rows[0].vendorNo }] });
      },
    ),
  ];
}

function windowChecks(pagesCase: PagesCase, check: MakeCheck): Check[] {
  const { body, windowOf } = pagesCase;
  return [
    check('a window is asked for to its second, and never beyond its end', async (rig, pages) => {
      rig.vendor.answer({ body: body([], null) });
      for (const parts of [0, 1, 499, 999]) {
        const to = new Date(rig.time.now().getTime() + parts);
        const window = windowBefore(to, pages.largestWindowMs);
        await ask(rig, pagesCase, { window });
        const asked = rig.vendor.received.map(windowOf).at(-1) ?? window;
        expect(asked.to.getTime() - asked.from.getTime()).toBeLessThanOrEqual(pages.largestWindowMs);
        expect(asked.from.getTime()).toBeLessThanOrEqual(window.from.getTime());
        expect(asked.to.getTime()).toBeLessThanOrEqual(window.to.getTime());
        expect(asked.to.getTime()).toBeGreaterThan(window.to.getTime() - SECOND_MS);
      }
    }),
    check('a window that is longer than the vendor allows is not asked for', async (rig, pages) => {
      rig.vendor.answer({ body: body([], null) });
      const window = windowBefore(rig.time.now(), pages.largestWindowMs + SECOND_MS);
      await errorOf(() => ask(rig, pagesCase, { window }));
      expect(rig.vendor.received).toEqual([]);
    }),
  ];
}
