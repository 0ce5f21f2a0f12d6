import type { Page } from 'playwright-core';
import { openDocumentShop } from '../support/document-shop.js';
import type { Made } from '../support/hub-and-sandbox.js';
import { ADMIN_KEY } from '../support/programs.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { TillFacts } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import {
  accessibilityFaults,
  clipboardOf,
  type ConsolePage,
  newConsolePage,
  signIn,
} from './console-page.js';

const HOUR_MS = 3_600_000;
const CHINA_MS = 8 * HOUR_MS;
/** A robot of the sandbox; its URL is its key. */
const ROBOT = { kind: 'wecom', key: 'a-key-of-a-robot' };

interface Listed<Item> {
  readonly items: readonly Item[];
}

const here = await browserHere();

(here === undefined ? describe.skip : describe)('settings that are changed', () => {
  const browser = here!;
  let chain: TillChain;
  beforeAll(async () => {
    chain = await startTillChain({ push: true });
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
  });

  const signedIn = async (place: string): Promise<ConsolePage> => {
    const opened = await newConsolePage(browser, chain.hub.url);
    await opened.page.goto(`/sign-in?to=${encodeURIComponent(place)}`);
    await signIn(opened.page, ADMIN_KEY);
    await opened.page.waitForURL(`**${place}`);
    return opened;
  };

  it('a file of products names its faulty row and saves nothing of it; once it is right, all', async () => {
    const { page, faults, close } = await signedIn(`/products?accountId=${chain.tillAccount}`);
    const upload = async (rows: readonly string[]) => {
      const buffer = Buffer.from(['itemName,itemSpec,productUid,units', ...rows].join('\r\n'));
      const file = { name: 'products.csv', mimeType: 'text/csv', buffer };
      await page.getByLabel('上传改好的文件').setInputFiles(file);
      await press(page, '上传');
    };
    await upload(['美式,大杯,901,1', '焦糖玛奇朵,,not-digits,1']);
    await page.getByRole('listitem').filter({ hasText: '3' }).filter({ hasText: 'productUid' }).waitFor();
    const saved = () =>
      chain.hub.rest.get<Listed<{ productUid: string }>>(`accounts/${chain.tillAccount}/products?q=美式`);
    expect((await saved()).items).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await upload(['美式,大杯,901,1', '焦糖玛奇朵,,902,1']);
    await page.getByText('保存了 2 个，0 个没有变。').waitFor();
    expect((await saved()).items).toMatchObject([{ productUid: '901' }]);
    expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    await close();
  });

  it('items that orders wait for are mapped in one go, and the orders get to the till', async () => {
    const shop = await openDocumentShop(chain);
    const line = (itemName: string) => ({ itemName, quantity: '1', unitPrice: '10.00', amountFen: 1000 });
    const sums = { totalFen: 2000, paidFen: 2000 };
    await shop.post({ orderNo: 'NEW-1', items: [line('桂花糕'), line('绿豆糕')], ...sums });
    const { page, faults, close } = await signedIn(`/products?accountId=${chain.tillAccount}`);
    await page.getByRole('textbox', { name: '桂花糕 在收银的商品号' }).fill('911');
    await page.getByRole('textbox', { name: '绿豆糕 在收银的商品号' }).fill('912');
    await press(page, '对应填好的 2 个');
    await page.getByText('已对应 2 个，等着的订单会马上下到收银。').waitFor();
    await page.getByText('没有订单在等。').waitFor();
    await new TillFacts(chain).order('NEW-1', ({ legs }) => legs.length === 2);
    expect(faults).toEqual([]);
    await close();
  });

  it('a key is made, shown once, and of no use once it is revoked', async () => {
    const { page, faults, close } = await signedIn('/settings/keys');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByLabel('名称').fill('财务的程序');
    await press(page, '新建');
    const made = page.getByRole('status', { name: '“财务的程序”的密钥' });
    await made.getByRole('button', { name: '复制' }).click();
    await made.getByText('已复制').waitFor();
    const key = await clipboardOf(page);
    const status = async () => {
      const headers = { authorization: `Bearer ${key}` };
      return (await fetch(`${chain.hub.url}/api/v1/me`, { headers })).status;
    };
    expect(await status()).toBe(200);
    await press(page, '我已存好');
    const row = page.getByRole('row', { name: /财务的程序/ });
    await row.getByRole('button', { name: '停用' }).click();
    await page.getByRole('dialog').getByText('停用以后不能恢复').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await row.getByText('停用于').waitFor();
    expect(await status()).toBe(401);
    expect(faults).toEqual([]);
    await close();
  });

  it('an alarm address is edited, and stays the same one where its URL is not written anew', async () => {
    await chain.sandbox.control.post('robots/keys', ROBOT);
    const { page, faults, close } = await signedIn('/settings/alarms');
    await page.getByLabel('名称').fill('值班群');
    await page.getByLabel('网址').fill(`${chain.sandbox.url}/cgi-bin/webhook/send?key=${ROBOT.key}`);
    await press(page, '加上');
    const row = page.getByRole('row', { name: /值班群/ });
    await row.getByRole('button', { name: '修改' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('夜班群');
    await dialog.getByLabel('语言').selectOption('en');
    await dialog.getByLabel('免打扰从').fill('23:00');
    await dialog.getByLabel('免打扰到').fill('06:30');
    await dialog.getByRole('checkbox', { name: '账号有故障' }).check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    const edited = page.getByRole('row', { name: /夜班群.*听：账号有故障.*23:00–06:30/ });
    await edited.getByRole('button', { name: '测试' }).click();
    await edited.getByText('发到了。').waitFor();
    const { items } = await chain.hub.rest.get<Listed<object>>('alarms/addresses');
    expect(items).toMatchObject([{ name: '夜班群', language: 'en', kinds: ['account_trouble'] }]);
    expect(faults).toEqual([]);
    await close();
  });

  it('how long things are kept is changed, and what is too short is said beside its field', async () => {
    const { page, faults, close } = await signedIn('/settings/retention');
    const raw = page.getByRole('textbox', { name: '推送和应答的原文' });
    await raw.fill('10');
    await press(page, '保存');
    await page.getByText('不能小于 35').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await raw.fill('120');
    await press(page, '保存');
    await page.getByRole('row', { name: /推送和应答的原文.*120 天/ }).waitFor();
    const { items } = await chain.hub.rest.get<Listed<{ kind: string; days: number | null }>>('retention');
    expect(items.map(({ days }) => days)).toEqual([120, 30, 180, 400, 400, null]);
    expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    await close();
  });

  it('a till that goes to another store tells what would change, and changes it once that is confirmed', async () => {
    const { rest } = chain.hub;
    const { account, from, other, sold } = await tillThatSold(chain);
    const { page, faults, close } = await signedIn(`/accounts/${account}/bindings`);
    await page.getByLabel('对方的门店号').fill('moved');
    await page.getByLabel('我们的门店').selectOption(other);
    await page.getByLabel('从何时起（Asia/Shanghai）').fill(from);
    await press(page, '绑定');
    const told = page.getByRole('region', { name: '这样改会发生什么（还没有做）' }).first();
    await told.getByText('1 个订单换门店，2 个小时的数会变。').waitFor();
    await told.getByText('原来的绑定到那时结束。').waitFor();
    await told.getByRole('row', { name: /示范二店.*−1.*30\.00/ }).waitFor();
    await told.getByRole('row', { name: /示范三店.*\+1.*30\.00/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // Nothing is done yet.
    expect((await rest.get<{ storeId: string }>(`orders/${sold}`)).storeId).not.toBe(other);
    await told.getByRole('button', { name: '就这样做' }).click();
    await page.getByRole('row', { name: /示范三店.*仍然有效/ }).waitFor();
    await rest.until<{ storeId: string }>(`orders/${sold}`, ({ storeId }) => storeId === other);
    expect(faults).toEqual([]);
    await close();
  });
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** A till of its own that rang up an order in the hour before this one. */
async function tillThatSold({ hub: { rest }, sandbox: { control, url } }: TillChain) {
  const store = async (code: string, name: string) =>
    (await rest.post<Made>('stores', { code, name, timeZone: 'Asia/Shanghai' })).id;
  const [bound, other] = [await store('T-2', '示范二店'), await store('T-3', '示范三店')];
  const access = { appId: 'moved-till', appKey: 'a-key-of-the-moved-till' };
  const till = await rest.post<Made>('accounts', {
    ...{ connector: 'pospal', name: '搬走的收银', baseUrl: url, config: access },
  });
  await rest.post(`accounts/${till.id}/bindings`, { storeId: bound, vendorStoreId: 'moved' });
  await control.post('pospal/tills', { ...access, pushUrl: till.webhookUrl });
  const at = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS);
  await control.post('pospal/orders', {
    ...{ appId: access.appId, totalAmount: '30.00', orderDateTime: at.toISOString() },
  });
  const { items } = await rest.until<Listed<{ id: string }>>(
    `orders?storeId=${bound}`,
    (orders) => orders.items.length === 1,
  );
  const from = new Date(at.getTime() + CHINA_MS).toISOString().slice(0, 16);
  return { account: till.id, from, other, sold: items[0]!.id };
}
