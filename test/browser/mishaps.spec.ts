import type { Page } from 'playwright-core';
import { ADMIN_KEY, type Hub } from '../support/programs.js';
import { until } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import { startConsoleHub } from './console-hub.js';
import { type Looks, newConsolePage, signIn } from './console-page.js';

const here = await browserHere();

(here === undefined ? describe.skip : describe)('an operator in a hurry', () => {
  const browser = here!;
  let hub: Hub;
  let accountId: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ hub, close } = await startConsoleHub(browser, '夜班一店'));
    const config = { appId: 'a1', appKey: 'k1' };
    const account = { connector: 'pospal', name: '夜班收银', baseUrl: 'http://127.0.0.1:9', config };
    ({ id: accountId } = await hub.rest.post<{ id: string }>('accounts', account));
  });
  afterAll(() => close());

  const signedIn = async (looks?: Looks) => {
    const opened = await newConsolePage(browser, hub.url, looks);
    await opened.page.goto('/sign-in');
    await signIn(opened.page, ADMIN_KEY);
    await opened.page.waitForURL((url) => url.pathname === '/');
    return opened;
  };

  it('makes one key by a double click', async () => {
    const { page, faults, close: closePage } = await signedIn();
    await page.goto('/settings/keys');
    await page.getByLabel('名称').fill('夜班');
    await page.getByRole('button', { name: '新建' }).dblclick();
    await page.getByText('“夜班”的密钥').waitFor();
    const { items } = await hub.rest.get<{ items: { name: string }[] }>('api-keys');
    expect(items.filter(({ name }) => name === '夜班')).toHaveLength(1);
    expect(faults).toEqual([]);
    await closePage();
  });

  it('learns that an act did not reach the hub, and what was left undone stays so', async () => {
    const { page, close: closePage } = await signedIn();
    await page.goto('/alarms');
    await page.getByRole('button', { name: '停止全部自动修复' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('三点钟，先停');
    await page.context().setOffline(true);
    await dialog.getByRole('button', { name: '停止全部自动修复' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('三点钟，先停');
    await dialog.getByRole('button', { name: '先不做' }).click();
    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('都开着').waitFor();
    await closePage();
  });

  it('cannot leave undone what is being done', async () => {
    const { page, close: closePage } = await signedIn();
    const answer = await held(page, '**/api/v1/brakes/*/stop');
    await page.goto('/alarms');
    await page.getByRole('button', { name: '停止全部自动修复' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('先停');
    await dialog.getByRole('button', { name: '停止全部自动修复' }).click();
    await dialog.getByRole('button', { name: '正在做…' }).waitFor();
    expect(await dialog.getByRole('button', { name: '先不做' }).isDisabled()).toBe(true);
    answer();
    await dialog.waitFor({ state: 'detached' });
    await closePage();
  });

  it.each([
    '/sales/stores/no-store',
    '/sales/hours/no-store/no-hour',
    '/discrepancies/incidents/no-incident',
  ])('is told that there is no %s', async (place) => {
    const { page, faults, close: closePage } = await signedIn();
    await page.goto(place);
    await page.getByRole('heading', { name: '没有这一页' }).waitFor();
    expect(faults).toEqual([]);
    await closePage();
  });

  it('gets out of a part of a list that is no more', async () => {
    const { page, close: closePage } = await signedIn();
    await page.goto('/deliveries?cursor=of-last-week&state=refused');
    await page.getByRole('button', { name: '回到第一页' }).click();
    await page.getByText('没有符合条件的。').waitFor();
    expect(new URL(page.url()).search).toBe('?state=refused');
    await closePage();
  });

  it('is not told the number that a vendor without a limit names', async () => {
    const { page, close: closePage } = await signedIn();
    const most = 2_147_483_647;
    await changed(page, `**/api/v1/accounts/${accountId}/quota`, (quota) => ({
      ...quota,
      limit: most,
      free: most,
    }));
    await page.goto(`/accounts/${accountId}/quota`);
    await page.getByText('不限').first().waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/2,147,483,647|\d{9}/);
    await closePage();
  });

  it('reads in Chinese why an account is unwell', async () => {
    const { page, close: closePage } = await signedIn();
    const trouble = { what: 'windows', code: 'auth_failed', message: 'the key is not valid', count: 4 };
    const health = { state: 'unwell', troubles: [{ ...trouble, oldestAt: new Date().toISOString() }] };
    const account = { accountId, name: '夜班收银', connector: 'pospal', health };
    await changed(page, '**/api/v1/overview*', (overview) => ({ ...overview, accounts: [account] }));
    await page.goto('/');
    await page.getByText('对方不认密钥').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('the key is not valid');
    await closePage();
  });

  it('reads whose the work is that waits, though its account is well and not listed', async () => {
    const { page, close: closePage } = await signedIn();
    const text = { zh: '没有对应的值', en: 'values that no map lists' };
    const queue = { queue: 'unmapped_values', state: 'open', severity: null, forPerson: true, count: 3 };
    const queues = [{ ...queue, accountId, text, isMore: false, oldestAt: null, list: '', filter: {} }];
    const none = { accounts: [], coverage: [] };
    await changed(page, '**/api/v1/overview*', (overview) => ({ ...overview, ...none, queues }));
    await page.goto('/');
    await page.getByRole('listitem').filter({ hasText: '没有对应的值' }).getByText('夜班收银').waitFor();
    await closePage();
  });

  it('sees beside a narrowed list what its own number on Today was', async () => {
    const { page, close: closePage } = await signedIn();
    const open = { state: 'open', oldestAt: new Date().toISOString() };
    const items = [
      { ...open, rule: 'amount_differs', severity: 'error', count: 5 },
      { ...open, rule: 'unmapped_value', severity: 'warn', count: 7 },
    ];
    await changed(page, '**/api/v1/discrepancies/counts', () => ({ items }));
    await page.goto('/discrepancies?state=open&severity=error');
    await page.getByRole('link', { name: '金额不一样' }).waitFor();
    await page.getByRole('link', { name: '全部规则 5', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: '不认识的值' }).count()).toBe(0);
    await closePage();
  });

  it('sees names on a phone in words, not a glyph a line', async () => {
    const { page, close: closePage } = await signedIn({ width: 360 });
    await page.goto('/settings/stores');
    const name = page.getByRole('link', { name: '夜班一店' });
    await name.waitFor();
    expect((await name.boundingBox())!.width).toBeGreaterThan(48);
    await closePage();
  });
});

/** The hub's answers to a path, with something of them another. */
const changed = (page: Page, path: string, change: (answer: object) => object) =>
  page.route(path, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change((await answer.json()) as object) });
  });

/** Keeps the hub's answer to a path back until it is let go. */
async function held(page: Page, path: string): Promise<() => void> {
  let isLet = false;
  await page.route(path, async (route) => {
    await until(() => Promise.resolve(isLet));
    await route.continue();
  });
  return () => {
    isLet = true;
  };
}
