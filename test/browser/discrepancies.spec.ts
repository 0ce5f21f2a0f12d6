import type { Page } from 'playwright-core';
import { ADMIN_KEY } from '../support/programs.js';
import { CANCELLED } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';
import { type DifferingChain, type OpenDiscrepancy, startDifferingChain } from './differing-chain.js';

const LOOKS = [
  {
    language: 'zh-CN',
    scheme: 'light',
    width: 1280,
    sentence: /已取消，收银单/,
    approve: '批准：在收银取消',
  },
  { language: 'en-GB', scheme: 'dark', width: 390, sentence: /has cancelled/, approve: 'Approve: cancel' },
] as const;
const PARTS = ['repairs', 'incidents', 'runs', 'drift'];

const here = await browserHere();

(here === undefined ? describe.skip : describe)('discrepancies in a browser', () => {
  const browser = here!;
  let world: DifferingChain;
  let cancelled: OpenDiscrepancy;
  let otherSum: OpenDiscrepancy;
  beforeAll(async () => {
    world = await startDifferingChain();
    otherSum = await world.otherSumAtTill();
    cancelled = await world.cancelledAtShop();
  });
  afterAll(async () => {
    await browser.close();
    await world.chain.close();
  });

  const read = (id: string) =>
    world.chain.hub.rest.get<{ state: string; assignee: string | null; history: readonly object[] }>(
      `discrepancies/${id}`,
    );
  const open = async (page: Page, place: string) => {
    await page.goto(place);
    await signIn(page, ADMIN_KEY);
    await page.waitForURL(`**${place}`);
  };

  it.each(LOOKS)('are shown in $language and $scheme', async ({ sentence, approve, ...looks }) => {
    const { page, faults, close } = await newConsolePage(browser, world.chain.hub.url, looks);
    await open(page, '/discrepancies');
    await page.getByRole('link', { name: sentence }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: sentence }).click();
    await page.getByRole('button', { name: approve }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: approve }).click();
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const part of PARTS) {
      await page.goto(`/discrepancies/${part}`);
      await page.locator('nav [aria-current=page]').last().waitFor();
      expect([part, await accessibilityFaults(page)]).toEqual([part, []]);
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('one is found, its evidence read, its repair approved, and it is mended', async () => {
    const { page, faults, close } = await newConsolePage(browser, world.chain.hub.url);
    await open(page, '/discrepancies?severity=error');
    await page.getByRole('link', { name: '商城已取消，收银没有' }).click();
    await page.waitForURL('**/discrepancies?severity=error&rule=alive_after_cancel');
    await page.getByRole('link', { name: /已取消，收银单/ }).click();
    const steps = page.getByRole('row', { name: /^进度 不一样/ });
    await steps.waitFor();
    await expect(steps.getByRole('cell').allInnerTexts()).resolves.toEqual([
      expect.stringContaining('已取消'),
      expect.stringContaining('已下单'),
    ]);
    await page.getByRole('button', { name: '批准：在收银取消' }).click();
    const approve = page.getByRole('dialog').getByRole('button', { name: '批准：在收银取消' });
    expect(await approve.isDisabled()).toBe(true);
    await page.getByLabel('原因').fill('顾客不要了');
    await approve.click();
    await page.getByText('修复之后看过：差异没有了').waitFor();
    await page.getByText('差异结束：各方已经一致').waitFor();
    expect((await read(cancelled.id)).state).toBe('closed');
    const states = (await world.facts.tillOrders()).map(({ state }) => state);
    expect(states.filter((state) => state === CANCELLED)).toHaveLength(1);
    expect(faults).toEqual([]);
    await close();
  });

  it('one that is chosen is dismissed with a reason, which its history keeps', async () => {
    const { page, faults, close } = await newConsolePage(browser, world.chain.hub.url);
    await open(page, '/discrepancies');
    const dismiss = page.getByRole('button', { name: '忽略', exact: true });
    await page.getByRole('checkbox', { name: /^选中：下到收银的是 25\.00 元/ }).waitFor();
    expect(await dismiss.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /^选中：下到收银的是 25\.00 元/ }).check();
    await dismiss.click();
    await page.getByLabel('原因').fill('店里改过价');
    await page.getByRole('dialog').getByText('一共 1 个').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '开始' }).click();
    await page.getByText('做完了：好了 1 个').waitFor();
    await page.goto(`/discrepancies/${otherSum.id}`);
    await page.getByText('店里改过价').waitFor();
    const { state, history } = await read(otherSum.id);
    expect(state).toBe('dismissed');
    expect(history).toContainEqual(expect.objectContaining({ kind: 'dismissed', text: '店里改过价' }));
    expect(faults).toEqual([]);
    await close();
  });

  it('a comparison is begun, and found again after a reload', async () => {
    const { page, faults, close } = await newConsolePage(browser, world.chain.hub.url);
    await open(page, '/discrepancies/runs');
    await page.getByRole('button', { name: '对一段时间' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '对一段时间' }).click();
    await page.waitForURL(/\/discrepancies\/runs\/[0-9a-f-]{36}$/);
    await page.reload();
    await page.getByText('做完了').waitFor();
    const id = page.url().slice(-36);
    const run = await world.chain.hub.rest.get<{ report: { compared: number } }>(`reconciliation/runs/${id}`);
    expect(run.report.compared).toBe(2);
    const csv = await page.getByRole('link', { name: '下载 CSV' }).getAttribute('href');
    expect(csv).toBe(`/api/v1/reconciliation/runs/${id}/differences.csv`);
    expect(faults).toEqual([]);
    await close();
  });
});
