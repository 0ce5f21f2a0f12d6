import type { Page } from 'playwright-core';
import { newSecret } from '../integration/http/storefront-sender.js';
import { ADMIN_KEY } from '../support/programs.js';
import { NODE_SENDER, sendBySnippet } from '../support/sender-snippets.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { browserHere } from './chromium.js';
import {
  accessibilityFaults,
  clipboardOf,
  type ConsolePage,
  newConsolePage,
  signIn,
} from './console-page.js';

const LOOKS = [
  { language: 'zh-CN', scheme: 'light', width: 1280 },
  { language: 'en-GB', scheme: 'dark', width: 390 },
] as const;

const here = await browserHere();

(here === undefined ? describe.skip : describe)('accounts and what belongs to them', () => {
  const browser = here!;
  let chain: TillChain;
  beforeAll(async () => {
    chain = await startTillChain();
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
  });

  const signedIn = async (looks = {}): Promise<ConsolePage> => {
    const opened = await newConsolePage(browser, chain.hub.url, looks);
    await opened.page.goto('/sign-in');
    await signIn(opened.page, ADMIN_KEY);
    await opened.page.waitForURL((url) => url.pathname === '/');
    return opened;
  };

  it.each(LOOKS)('are shown, $language and $scheme', async (looks) => {
    const { page, faults, close } = await signedIn(looks);
    const till = `/accounts/${chain.tillAccount}`;
    const accounts = ['/accounts', '/accounts/new?connector=storefront', till, `${till}/settings`];
    const parts = [`${till}/bindings`, `${till}/quota`, '/products', '/coverage'];
    const settings = ['stores', `stores/${chain.store}`, 'keys', 'alarms', 'sessions'];
    for (const place of [...accounts, ...parts, ...settings.map((part) => `/settings/${part}`)]) {
      await page.goto(place);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect([place, await accessibilityFaults(page)]).toEqual([place, []]);
      expect([place, await page.evaluate(isWiderThanScreen)]).toEqual([place, false]);
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('are connected by hand, and their first order is counted and gets to the till', async () => {
    const { page, faults, close } = await signedIn();
    const secret = newSecret();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const webhookUrl = await connectShop(page, secret);
    const sent = await sendBySnippet(NODE_SENDER, { webhookUrl, secret }, ['T-1', 'FIRST-1']);
    expect(sent).toMatchObject({ code: 0 });
    await page.goto('/');
    await page.getByRole('row', { name: /示范一店.*25\.00/ }).waitFor();
    await mapItem(page, '拿铁', '7');
    await chain.hub.rest.until<{ items: unknown[] }>(
      'dispatches?state=done',
      ({ items }) => items.length === 1,
    );
    expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    await close();
  });

  it('have their address renewed with a time for both, and the old one ended', async () => {
    const { page, faults, close } = await signedIn();
    const read = () =>
      chain.hub.rest.get<{ webhookUrl: string; oldWebhookUrl?: string; oldWebhookUntil: string | null }>(
        `accounts/${chain.tillAccount}`,
      );
    const { webhookUrl: old } = await read();
    await page.goto(`/accounts/${chain.tillAccount}`);
    await page.getByRole('button', { name: '换一个地址' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('旧地址还能用多久').selectOption('7 天');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '换一个地址' }).click();
    const section = page.getByRole('region', { name: '旧的推送地址' });
    await section.getByText(old, { exact: true }).waitFor();
    await section.getByText(/旧地址还能用 6 天/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const renewed = await read();
    expect(renewed).toMatchObject({ oldWebhookUrl: old, oldWebhookUntil: expect.any(String) });
    await page.getByText(renewed.webhookUrl, { exact: true }).waitFor();
    await section.getByRole('button', { name: '现在停掉旧地址' }).click();
    await dialog.getByRole('button', { name: '现在停掉旧地址' }).click();
    // Beside an open dialog nothing has a role.
    await dialog.waitFor({ state: 'detached' });
    await section.waitFor({ state: 'detached' });
    expect(await read()).toMatchObject({ webhookUrl: renewed.webhookUrl, oldWebhookUntil: null });
    expect(faults).toEqual([]);
    await close();
  });

  it('are paused with a reason, and go on', async () => {
    const { page, faults, close } = await signedIn();
    const read = () => chain.hub.rest.get<object>(`accounts/${chain.shopAccount}`);
    await page.goto(`/accounts/${chain.shopAccount}`);
    await actWithReason(page, '暂停', '商城在搬家');
    await page.getByText('原因：商城在搬家').waitFor();
    expect(await read()).toMatchObject({ paused: true, pausing: { reason: '商城在搬家' } });
    await actWithReason(page, '恢复', '搬好了');
    await page.getByText('原因：搬好了').waitFor();
    expect(await read()).toMatchObject({ paused: false, pausing: { reason: '搬好了' } });
    expect(faults).toEqual([]);
    await close();
  });
});

interface Screen {
  readonly document: { readonly documentElement: { readonly scrollWidth: number } };
  readonly innerWidth: number;
}

const isWiderThanScreen = (): boolean => {
  const { document, innerWidth } = globalThis as unknown as Screen;
  return document.documentElement.scrollWidth > innerWidth;
};

/** Fills the form in as the hub asks for it, fault by fault. @returns the address that was copied */
async function connectShop(page: Page, secret: string): Promise<string> {
  await page.goto('/accounts');
  await page.getByRole('link', { name: '接入新账号' }).click();
  await page.getByLabel('对方是谁').selectOption('storefront');
  const connect = page.getByRole('button', { name: '接入', exact: true });
  await connect.click();
  await page.locator('input[aria-invalid=true]').waitFor();
  await page.getByLabel('名称').fill('小程序商城');
  await connect.click();
  await page.locator('textarea[aria-invalid=true]').fill(secret);
  expect(await accessibilityFaults(page)).toEqual([]);
  await connect.click();
  await page.getByRole('heading', { level: 1, name: '小程序商城' }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: '复制地址' }).click();
  await page.getByText('已复制').waitFor();
  return clipboardOf(page);
}

async function mapItem(page: Page, item: string, productUid: string): Promise<void> {
  await page.goto('/products');
  await page.getByRole('textbox', { name: `${item} 在收银的商品号` }).fill(productUid);
  await page.getByRole('button', { name: '对应填好的 1 个' }).click();
  await page.getByText('已对应 1 个').waitFor();
}

async function actWithReason(page: Page, act: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: act, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
