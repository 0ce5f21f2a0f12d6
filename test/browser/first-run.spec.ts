import type { Page } from 'playwright-core';
import { until } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import { connectShop, type ShopAccess } from './connected-shop.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';
import { type EmptyHub, startEmptyHub } from './empty-hub.js';

const OVOPARK = { akey: 'S107-00000055', secret: 'a-secret-of-ovopark', enterpriseId: '55' };
const TILL = { appId: 'first-till', appKey: 'a-key-of-the-till' };
const LATTE = { productUid: '880123456789012345', productName: '拿铁', sellPrice: '25.00' };
const SOLD = {
  shopId: 'shop',
  storeCode: 'S-1',
  items: [{ itemName: '拿铁', quantity: '1', unitPrice: '25.00' }],
};
const DAY_MS = 24 * 3_600_000;
/** Past ten in the morning of yesterday in China: the hour is over, whenever this runs. */
const YESTERDAY = new Date(Date.now() + DAY_MS / 3 - DAY_MS).toISOString().slice(0, 10);
const AT_TEN = `${YESTERDAY}T02:20:00Z`;

const here = await browserHere();

(here === undefined ? describe.skip : describe)('the first run', () => {
  const browser = here!;
  let world: EmptyHub;
  beforeAll(async () => {
    world = await startEmptyHub();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('leads from the printed key to the first reported hour, by clicking and typing alone', async () => {
    const { control, url: vendorUrl } = world.sandbox;
    const { page, faults, close } = await newConsolePage(browser, world.url);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/');
    await signIn(page, world.printedKey);
    await page.getByRole('link', { name: '一步一步来' }).click();
    await makeStore(page);
    const shop = await connectFirstShop(page);
    await isNext(page, '收到第一个订单');
    // What somebody does at the shop.
    await control.post('shop/shops', { shopId: 'shop', storeCodes: ['S-1'], ...shop });
    await control.post('shop/orders', { ...SOLD, placedAt: AT_TEN, paidAt: AT_TEN });
    await isDone(page, '收到第一个订单');
    await control.post('ovopark/enterprises', { ...OVOPARK, shops: [{ depId: '5501', shopId: 'D000055' }] });
    await connectReporter(page, vendorUrl);
    await reportHour(page);
    await page.getByText('都做好了：第一个小时已经上报。').waitFor();
    const reports = await control.get<{ items: readonly object[] }>('ovopark/reports?shop=D000055');
    expect(reports.items).toMatchObject([{ totalFen: 2500, times: 1 }]);
    expect(await accessibilityFaults(page)).toEqual([]);

    await control.post('pospal/tills', { ...TILL, products: [LATTE] });
    await connectTill(page, vendorUrl);
    await control.post('shop/orders', SOLD);
    await mapLatte(page);
    await page.getByText('都做好了：付了款的订单会自己下到收银。').waitFor();
    await until(async () => {
      const { count } = await control.get<{ count: number }>('pospal/orders?source=api');
      return count === 1;
    });
    // The one refusal that is asked for.
    expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    await close();
  });
});

const step = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: `. ${name}` });
const isDone = (page: Page, name: string) => step(page, name).getByText('做好了', { exact: true }).waitFor();
const isNext = (page: Page, name: string) => step(page, name).getByText('现在做这一步').waitFor();
const go = (page: Page, name: string) => page.getByRole('link', { name: `去做 ${name}` }).click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Each step is seen to be done by itself. */
async function backToStart(page: Page, ...done: readonly string[]): Promise<void> {
  await page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: '入门' }).click();
  for (const name of done) await isDone(page, name);
}

async function makeStore(page: Page): Promise<void> {
  await isNext(page, '建一家门店');
  await go(page, '建一家门店');
  await page.getByLabel('门店编码').fill('S-1');
  await page.getByLabel('名称').fill('南门店');
  await press(page, '新建');
  await page.getByRole('link', { name: '南门店' }).waitFor();
  await backToStart(page, '建一家门店');
}

async function connectFirstShop(page: Page): Promise<ShopAccess> {
  await go(page, '接一个商城');
  const access = await connectShop(page, '哪个商城', '小程序商城');
  expect(await accessibilityFaults(page)).toEqual([]);
  await press(page, '我已存好');
  await page.getByText(access.secret).waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(access.secret);
  await backToStart(page, '接一个商城', '说明商城的哪家店是你的哪家店');
  return access;
}

async function connectReporter(page: Page, vendorUrl: string): Promise<void> {
  await go(page, '接上报的地方');
  await page.getByLabel('名称').fill('日报');
  await page.getByLabel('_akey').fill(OVOPARK.akey);
  await page.getByLabel('_asid').fill(OVOPARK.secret);
  await page.getByLabel('业务平台企业 id').fill(OVOPARK.enterpriseId);
  await page.getByLabel('接口地址').fill(vendorUrl);
  await press(page, '接入');
  await press(page, '现在测试');
  await page.getByText('没有可以只问一次的').waitFor();
  await backToStart(page, '接上报的地方');
  await go(page, '说明那边的哪家店是你的哪家店');
  await bind(page, 'D000055');
  await backToStart(page, '说明那边的哪家店是你的哪家店');
}

async function reportHour(page: Page): Promise<void> {
  const cell = (state: RegExp | string) =>
    page.getByRole('link', { name: new RegExp(`^南门店，10:00 起一小时：¥25\\.00，1 单，${String(state)}`) });
  await isNext(page, '第一个小时上报成功');
  await go(page, '第一个小时上报成功');
  await press(page, '昨天');
  // Midnight may have passed since the order was paid.
  await page.getByLabel('营业日').fill(YESTERDAY);
  await cell('不会自己上报').click();
  await press(page, '上报');
  await page.getByRole('dialog').getByRole('button', { name: '上报', exact: true }).click();
  await page.getByText('对方收下了').first().waitFor();
  await page.getByRole('link', { name: '回到这一天' }).click();
  await cell('已上报').waitFor();
  await backToStart(page, '第一个小时上报成功');
}

async function connectTill(page: Page, vendorUrl: string): Promise<void> {
  await go(page, '接一个收银');
  await page.getByLabel('名称').fill('南门店收银');
  await press(page, '接入');
  // Every merchant has an address of its own there: it is asked for.
  await page.getByLabel('接口地址').and(page.locator('[aria-invalid=true]')).fill(vendorUrl);
  await page.getByLabel('appId').fill(TILL.appId);
  await page.getByLabel('appKey').fill(TILL.appKey);
  await page.getByRole('checkbox', { name: '下单', exact: true }).check();
  await press(page, '接入');
  await press(page, '现在测试');
  await page.getByText('正常：对方的回答是对的').waitFor();
  await backToStart(page, '接一个收银');
  await go(page, '说明它是哪家店的收银');
  await bind(page, 'till');
  await backToStart(page, '说明它是哪家店的收银');
}

async function mapLatte(page: Page): Promise<void> {
  await go(page, '说明商城的每个商品是收银的哪个商品');
  await page.getByRole('textbox', { name: '拿铁 在收银的商品号' }).fill(LATTE.productUid);
  await press(page, '对应填好的 1 个');
  await page.getByText('已对应 1 个').waitFor();
  await backToStart(page, '说明商城的每个商品是收银的哪个商品');
}

async function bind(page: Page, vendorStoreId: string): Promise<void> {
  await page.getByLabel('对方的门店号').fill(vendorStoreId);
  await page.getByLabel('我们的门店').selectOption({ label: '南门店 (S-1)' });
  await press(page, '绑定');
  await page.getByText('仍然有效').waitFor();
}
