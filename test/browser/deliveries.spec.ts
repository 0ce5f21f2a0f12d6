import type { Page } from 'playwright-core';
import { ADMIN_KEY } from '../support/programs.js';
import { startTillChain, TILL, type TillChain } from '../support/till-chain.js';
import { TillFacts } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';

interface Listed {
  readonly items: readonly { readonly id: string; readonly state: string }[];
}

const LOOKS = [
  { language: 'zh-CN', scheme: 'light', width: 1280, deliveries: '推送', dispatches: '下发', said: '看内容' },
  {
    ...({ language: 'en-GB', scheme: 'dark', width: 390 } as const),
    ...{ deliveries: 'Deliveries', dispatches: 'Dispatches' },
    said: 'Show what it said',
  },
] as const;

const here = await browserHere();

(here === undefined ? describe.skip : describe)('deliveries and dispatches', () => {
  const browser = here!;
  let chain: TillChain;
  let [deliveryId, dispatchId] = ['', ''];

  /** A till that refuses to show one order, and to take another. */
  beforeAll(async () => {
    chain = await startTillChain({ push: true });
    const { control } = chain.sandbox;
    const refuses = (operation: string) =>
      control.post('faults', {
        vendor: 'pospal',
        kind: 'business_error',
        operation,
        code: '9',
        message: '单据锁定',
      });
    await refuses('queryOrderByNo');
    await control.post('pospal/orders', { appId: TILL.appId, totalAmount: '30.00' });
    deliveryId = await idOfFirst('deliveries?state=failed');
    await refuses('addOnLineOrder');
    await shopOrder();
    dispatchId = await idOfFirst('dispatches?state=failed');
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
  });

  const shopOrder = () =>
    chain.sandbox.control
      .post<{ orderNo: string }>('shop/orders', { shopId: 'shop', storeCode: 'T-1' })
      .then(({ orderNo }) => orderNo);
  const idOfFirst = async (list: string) => {
    const { items } = await chain.hub.rest.until<Listed>(list, (found) => found.items.length > 0);
    return items[0]!.id;
  };
  const untilDone = (path: string) =>
    chain.hub.rest.until<{ state: string }>(path, ({ state }) => state === 'done');

  it.each(LOOKS)('are shown in $language and $scheme', async ({ deliveries, dispatches, said, ...looks }) => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url, looks);
    const look = async (path: string, heading: string) => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.getByRole('table').first().waitFor();
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
    };
    await page.goto('/deliveries');
    await signIn(page, ADMIN_KEY);
    await page.waitForURL('**/deliveries');
    await look(`/deliveries?open=${deliveryId}`, deliveries);
    await look('/deliveries/causes', deliveries);
    await look('/dispatches?state=failed', dispatches);
    await look('/dispatches/causes', dispatches);
    await look(`/dispatches/${dispatchId}`, 'till');
    await page.goto(`/deliveries/${deliveryId}`);
    await page.getByRole('button', { name: said }).click();
    await page.locator('pre').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('what failed says why, and is replayed and released by clicking', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto('/deliveries/causes');
    await signIn(page, ADMIN_KEY);
    const cause = page.getByRole('row', { name: '对方拒绝' });
    await cause.getByText('单据锁定').waitFor();
    await cause.getByRole('link', { name: '1' }).click();
    await page.waitForURL('**/deliveries?state=failed*');
    await page.getByRole('region', { name: '推送', exact: true }).getByRole('link').first().click();
    await page.getByRole('region', { name: '一条推送' }).getByText('对方拒绝', { exact: true }).waitFor();
    await confirm(page, '重新处理');
    await untilDone(`deliveries/${deliveryId}`);
    await page.goto(`/dispatches/${dispatchId}`);
    await page.getByText('不会再自己发').waitFor();
    await confirm(page, '发送');
    await untilDone(`dispatches/${dispatchId}`);
    await page.getByText('收银办好了').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('all of one cause are counted before they are sent again', async () => {
    const facts = new TillFacts(chain);
    const fault = {
      vendor: 'pospal',
      kind: 'business_error',
      operation: 'addOnLineOrder',
      code: '9',
      times: 3,
    };
    await chain.sandbox.control.post('faults', { ...fault, message: '库存不足' });
    for (let order = 0; order < 3; order += 1) await shopOrder();
    await chain.hub.rest.until<Listed>('dispatches?state=failed', ({ items }) => items.length === 3);
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto('/dispatches/causes');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('row', { name: '库存不足' }).getByRole('button', { name: '全部再发' }).click();
    await page.getByText('一共 3 个').waitFor();
    await page.getByRole('dialog').getByRole('textbox').fill('库存补好了');
    await page.getByRole('dialog').getByRole('button', { name: '开始' }).click();
    await page.getByText('好了 3 个').waitFor();
    expect((await facts.settled(4)).filter(({ state }) => state !== 'done')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await page.getByText('没有卡住的下发').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('all that was pushed and failed for one cause is counted, and replayed by the hub', async () => {
    const fault = {
      vendor: 'pospal',
      kind: 'business_error',
      operation: 'queryOrderByNo',
      code: '9',
      times: 2,
    };
    await chain.sandbox.control.post('faults', { ...fault, message: '门店打烊' });
    for (let order = 0; order < 2; order += 1)
      await chain.sandbox.control.post('pospal/orders', { appId: TILL.appId, totalAmount: '30.00' });
    const failed = 'deliveries?state=failed&errorCode=rejected';
    await chain.hub.rest.until<Listed>(failed, ({ items }) => items.length === 2);
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto('/deliveries/causes');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('row', { name: '门店打烊' }).getByRole('button', { name: '全部重新处理' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('一共 2 个').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('textbox').fill('门店已经开门');
    await dialog.getByRole('button', { name: '开始' }).click();
    await dialog.getByText('好了 2 个').waitFor();
    await chain.hub.rest.until<Listed>(failed, ({ items }) => items.length === 0);
    await page.getByText('没有失败的推送').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('a new delivery shows by itself; while one is open it is counted', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto('/deliveries');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('switch', { name: '实时滚动' }).click();
    await page.waitForURL('**/deliveries?live=1');
    const table = page.getByRole('region', { name: '推送', exact: true });
    await table.getByRole('link', { name: await shopOrder() }).click();
    await page.getByText('已暂停：正在看一条').waitFor();
    const second = await shopOrder();
    await page.getByRole('button', { name: '看新的' }).click();
    await table.getByRole('link', { name: second }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});

/** Says so on the page, and once more in the dialog that asks. */
async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
