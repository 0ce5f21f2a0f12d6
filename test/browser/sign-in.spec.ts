import { ADMIN_KEY, type Hub } from '../support/programs.js';
import { until } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import { startConsoleHub } from './console-hub.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';

const LOOKS = [
  { language: 'zh-CN', scheme: 'light', title: '登录 · 算盘', today: '今日', width: 1280 },
  { language: 'en-GB', scheme: 'dark', title: 'Sign in · Suanpan', today: 'Today', width: 390 },
] as const;

const here = await browserHere();

(here === undefined ? describe.skip : describe)('the console in a browser', () => {
  const browser = here!;
  let hub: Hub;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ hub, close } = await startConsoleHub(browser, '浏览器一店'));
  });
  afterAll(() => close());

  it.each(LOOKS)('signs in and shows today, $language and $scheme', async ({ title, today, ...looks }) => {
    const { page, faults, close: closePage } = await newConsolePage(browser, hub.url, looks);
    await page.goto('/');
    await page.waitForURL('**/sign-in');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await until(async () => (await page.title()) === title);
    expect(await accessibilityFaults(page)).toEqual([]);
    await signIn(page, ADMIN_KEY);
    await page.getByRole('heading', { level: 1, name: today }).waitFor();
    await page.getByRole('rowheader', { name: '浏览器一店' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await page.getByRole('rowheader', { name: '浏览器一店' }).waitFor();
    expect(faults).toEqual([]);
    await closePage();
  });

  it('says what is wrong with a key, and keeps the way back to where one was', async () => {
    const { page, faults, close: closePage } = await newConsolePage(browser, hub.url);
    await page.goto('/nowhere?x=1');
    await page.waitForURL('**/sign-in?to=*');
    await signIn(page, 'no-key-of-this-hub-0123456789-0123456789');
    await page.getByText('这个密钥不对').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await signIn(page, ADMIN_KEY);
    await page.waitForURL('**/nowhere?x=1');
    await page.getByRole('heading', { name: '没有这一页' }).waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto('/');
    await page.waitForURL('**/sign-in');
    expect(faults).toEqual([]);
    await closePage();
  });
});
