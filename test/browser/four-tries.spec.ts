import fs from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { parse } from 'csv-parse/sync';
import { ADMIN_KEY } from '../support/programs.js';
import { NODE_SENDER, sendBySnippet } from '../support/sender-snippets.js';
import { browserHere } from './chromium.js';
import { connectShop } from './connected-shop.js';
import { type ConsolePage, newConsolePage, signIn } from './console-page.js';
import { startTriesWorld, type TriesWorld } from './tries-world.js';

const here = await browserHere();

(here === undefined ? describe.skip : describe)('what a stranger is asked to do', () => {
  const browser = here!;
  let world: TriesWorld;
  beforeAll(async () => {
    world = await startTriesWorld();
  });
  afterAll(async () => {
    await browser.close();
    await world.chain.close();
  });

  /** Everybody begins at Today. */
  const begin = async (): Promise<ConsolePage> => {
    const opened = await newConsolePage(browser, world.chain.hub.url);
    await opened.page.goto('/');
    await signIn(opened.page, ADMIN_KEY);
    await opened.page.getByRole('heading', { level: 1, name: '今日' }).waitFor();
    return opened;
  };
  const goTo = (page: Page, name: string) =>
    page.getByRole('navigation', { name: '导航' }).getByRole('link', { name }).click();

  it('says which store sells worst today, and what may be why', async () => {
    const { page, faults, close } = await begin();
    const slow = page.getByRole('region', { name: '卖得比平时差的门店' }).getByRole('listitem').first();
    await slow.getByRole('link', { name: '示范一店' }).waitFor();
    await slow.getByText(/只有平时的 \d+%/).waitFor();
    await slow.getByRole('link', { name: /\d+ 个命令挂起/ }).waitFor();
    await slow.getByRole('link', { name: '账号“企迈商城”已暂停' }).click();
    await page.getByText('原因：企迈在搬家').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('finds why an order is told differently, approves what mends it, and sees it mended', async () => {
    const { page, faults, close } = await begin();
    await page.getByRole('region', { name: '等人处理' }).getByRole('link', { name: /差异/ }).first().click();
    await page.getByRole('link', { name: /已取消，收银单/ }).click();
    await page.getByRole('row', { name: /^进度 不一样/ }).waitFor();
    await page.getByRole('button', { name: '批准：在收银取消' }).click();
    await page.getByLabel('原因').fill('顾客不要了');
    await page.getByRole('dialog').getByRole('button', { name: '批准：在收银取消' }).click();
    await page.getByText('差异结束：各方已经一致').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('connects the shop of a new store, and sees its first order', async () => {
    const { page, faults, close } = await begin();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await goTo(page, '设置');
    await page.getByLabel('门店编码').fill('T-9');
    await page.getByLabel('名称').fill('北门店');
    await page.getByRole('button', { name: '新建', exact: true }).click();
    await page.getByRole('link', { name: '北门店' }).waitFor();
    await goTo(page, '账号');
    await page.getByRole('link', { name: '接入新账号' }).click();
    const access = await connectShop(page, '对方是谁', '北门店商城');
    expect(await sendBySnippet(NODE_SENDER, access, ['T-9', 'FIRST-9'])).toMatchObject({ code: 0 });
    await goTo(page, '订单');
    await page.getByRole('rowheader', { name: 'FIRST-9' }).waitFor();
    await page.getByRole('rowheader', { name: 'FIRST-9' }).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'FIRST-9' }).waitFor();
    await page.getByText('北门店').first().waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('exports last month for finance, to the fen', async () => {
    const { page, faults, close } = await begin();
    await goTo(page, '销售');
    await page.getByRole('button', { name: '导出' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载' }).click();
    const text = await fs.readFile(await (await downloading).path(), 'utf8');
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
    const fenOf = ({ net = '' }: Record<string, string>) => Math.round(Number(net) * 100);
    const [whole, ...parts] = rows.reverse();
    expect(whole).toMatchObject({ storeCode: 'total' });
    expect(fenOf(whole!)).toBe(world.soldLastMonth);
    expect(parts.reduce((sum, row) => sum + fenOf(row), 0)).toBe(world.soldLastMonth);
    expect(faults).toEqual([]);
    await close();
  });
});
