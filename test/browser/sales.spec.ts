import { ADMIN_KEY } from '../support/programs.js';
import { browserHere } from './chromium.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';
import { type SalesChain, startSalesChain } from './sales-chain.js';

const here = await browserHere();

interface Hour {
  readonly totalFen: number;
  readonly orders: number;
  readonly revision: number;
  readonly differs: { readonly why: string } | null;
  readonly submission: { readonly state: string } | null;
}

interface Days {
  readonly items: readonly { readonly hours: readonly { readonly orders: number }[] }[];
}

const LOOKS = [
  {
    language: 'zh-CN',
    scheme: 'light',
    width: 1280,
    map: '各门店每小时销售',
    why: '为什么是这个数',
    nobody: '不会自己上报：这个小时以前没有绑定报表账号',
    days: '南门店 按天',
  },
  {
    language: 'en-GB',
    scheme: 'dark',
    width: 390,
    map: 'Sales of every store by hour',
    why: 'Why this number',
    nobody: 'not reported by itself: the store was bound to nobody',
    days: '南门店 by day',
  },
] as const;

(here === undefined ? describe.skip : describe)('sales in a browser', () => {
  const browser = here!;
  let chain: SalesChain;
  let hourPath: string;
  const hour = () => chain.hub.rest.get<Hour>(`sales/hours/${chain.storeId}/${chain.hourStart}`);
  const soldYesterday = async () => {
    const { items } = await chain.hub.rest.get<Days>(`sales/days?date=${chain.date}&limit=1`);
    return items[0]?.hours.reduce((sum, { orders }) => sum + orders, 0);
  };
  const yuan = (fen: number) => `¥${(fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`;
  beforeAll(async () => {
    chain = await startSalesChain();
    hourPath = `/sales/hours/${chain.storeId}/${chain.hourStart}`;
    await chain.sell(4);
    await until(async () => (await soldYesterday()) === 4);
    const { storeId, hourStart } = chain;
    const to = new Date(Date.parse(hourStart) + 1).toISOString();
    await chain.hub.rest.post('submissions', { storeId, from: hourStart, to });
    await until(async () => (await hour()).submission?.state === 'accepted');
    await chain.sell(3);
    await until(async () => (await hour()).orders === 7);
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
  });

  it('restates an hour from the map: what it was, what it is, and what became of it', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    const before = await hour();
    await page.goto(`/sales?date=${chain.date}`);
    await signIn(page, ADMIN_KEY);
    const cell = page.getByRole('link', {
      name: `南门店，10:00 起一小时：${yuan(before.totalFen)}，${String(before.orders)} 单，上报之后数字变了`,
    });
    await cell.click();
    await page.waitForURL(`**${hourPath}`);
    await page.getByRole('rowheader', { name: `第 ${String(before.revision)} 版` }).waitFor();
    await page.getByRole('button', { name: '改了什么' }).first().click();
    await page.getByRole('heading', { name: `到第 ${String(before.revision)} 版改了什么` }).waitFor();
    await page.getByRole('button', { name: '再上报' }).click();
    await page.getByText('不能撤回，只能再报一次').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '再上报' }).click();
    await page.getByText('已提出上报').waitFor();
    await page.getByText('对方收下了 · 覆盖').waitFor();
    const after = await hour();
    expect([after.differs, after.submission?.state, after.totalFen]).toEqual([
      null,
      'accepted',
      before.totalFen,
    ]);
    await page.getByRole('button', { name: '覆盖没有问题' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '覆盖没有问题' }).click();
    await page.getByText('已确认').waitFor();
    const { restating } = await chain.hub.rest.get<{ restating: { mode: string } }>(
      `accounts/${chain.accountId}`,
    );
    expect(restating.mode).toBe('auto');
    // Back is where one came from, at the cell.
    await page.goBack();
    await page.goBack();
    await page.waitForURL('**/sales?date=*');
    await page.locator(`a[href="${hourPath}"]:focus`).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('renders what is in sight of many stores; the keyboard goes through all of them', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto(`/sales?date=${chain.date}`);
    await signIn(page, ADMIN_KEY);
    const grid = page.getByRole('grid');
    await grid.getByRole('rowheader', { name: '南门店' }).waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('73');
    expect(await grid.locator('tbody a').count()).toBeLessThan(60 * 25);
    expect(await grid.getByRole('rowheader', { name: 'T-069' }).count()).toBe(0);
    await grid.locator('[data-place="0.1"]').focus();
    await page.keyboard.press('Control+End');
    await grid.locator('[data-place="70.24"]:focus').waitFor();
    await grid.getByRole('rowheader', { name: 'T-069' }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await grid.locator('[data-place="69.0"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'T-068 按天' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('leads from the figures of Today to what is behind them', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    const { storeId } = chain;
    await page.goto('/');
    await signIn(page, ADMIN_KEY);
    const cells = page.getByRole('row', { name: '南门店' }).locator('td');
    await cells.nth(2).locator(`a[href="/orders?storeId=${storeId}"]`).waitFor();
    await cells.nth(1).getByRole('link', { name: '¥' }).click();
    await page.waitForURL(`**/sales/stores/${storeId}?day=*`);
    await page.getByRole('heading', { level: 1, name: '南门店 按天' }).waitFor();
    await page.goBack();
    await cells.nth(0).getByRole('link', { name: '¥' }).click();
    await page.waitForURL(`**/sales/hours/${storeId}/*`);
    await page.getByRole('heading', { level: 1, name: '南门店' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('exports what the map shows', async () => {
    const { page, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto('/sales');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByLabel('哪段时间').selectOption({ label: '最近 7 天' });
    await page.getByLabel('一行是什么').selectOption({ label: '按门店' });
    const href = await page.getByRole('link', { name: '下载' }).getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
    const lines = (await answer.text()).trim().split('\r\n');
    const { totalFen } = await hour();
    expect(lines.at(-1)).toMatch(/^total,/);
    expect(lines.at(-1)).toContain(`,${(totalFen / 100).toFixed(2)},`);
    await close();
  });

  it.each(LOOKS)('is for everybody, $language and $scheme', async ({ map, why, nobody, days, ...looks }) => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url, looks);
    await page.goto(`/sales?date=${chain.date}`);
    await signIn(page, ADMIN_KEY);
    await page.getByRole('grid', { name: map }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(hourPath);
    await page.getByRole('heading', { name: why }).waitFor();
    await page.locator('a[href^="/orders/"]').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // Nothing was sold in it, and nothing derived.
    await page.goto(`/sales/hours/${chain.storeId}/${chain.hourStart.replace('T02', 'T01')}`);
    await page.getByText(nobody).waitFor();
    await page.goto(`/sales/stores/${chain.storeId}?day=${chain.date}`);
    await page.getByRole('heading', { level: 1, name: days }).waitFor();
    await page.locator(`a[href="/sales?date=${chain.date}"]`).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
