import type { Page } from 'playwright-core';
import { ADMIN_KEY, type Hub } from '../support/programs.js';
import { browserHere } from './chromium.js';
import { startConsoleHub } from './console-hub.js';
import { accessibilityFaults, type ConsolePage, newConsolePage, signIn } from './console-page.js';

const PASSWORD = 'seven grey kettles sing';
const OTHER_PASSWORD = 'nine slow ferries turn west';

const here = await browserHere();

(here === undefined ? describe.skip : describe)('people in the console', () => {
  const browser = here!;
  let hub: Hub;
  let close: () => Promise<void>;
  let admin: ConsolePage;
  beforeAll(async () => {
    ({ hub, close } = await startConsoleHub(browser, '浏览器一店'));
    admin = await newConsolePage(browser, hub.url);
    await admin.page.goto('/');
    await signIn(admin.page, ADMIN_KEY);
  });
  afterAll(() => close());

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const menuOf = (page: Page) => page.getByRole('navigation', { name: '导航' }).getByRole('link');

  /** @returns the link that is shown this once */
  async function make(name: string, role: '查看' | '值班' | '管理员', store?: string): Promise<string> {
    const { page } = admin;
    await page.goto('/settings/users');
    const form = page.getByRole('region', { name: '新用户' });
    await form.getByRole('textbox', { name: '名字' }).fill(name);
    await form.getByRole('combobox', { name: '角色' }).selectOption({ label: role });
    if (store !== undefined) await form.getByRole('checkbox', { name: store }).check();
    await form.getByRole('button', { name: '新建并生成链接' }).click();
    const made = page.getByRole('status', { name: `给“${name}”的链接` });
    const link = (await made.locator('code').textContent()) ?? '';
    await made.getByRole('button', { name: '我已存好' }).click();
    return link;
  }

  async function setPassword(link: string, password = PASSWORD): Promise<ConsolePage> {
    const opened = await newConsolePage(browser, hub.url);
    await opened.page.goto(link);
    await opened.page.getByRole('textbox', { name: '密码' }).fill(password);
    await opened.page.getByRole('textbox', { name: '再输一次' }).fill(password);
    await press(opened.page, '设置并登录');
    await opened.page.getByRole('button', { name: '退出' }).waitFor();
    return opened;
  }

  async function typeName(page: Page, name: string, password: string): Promise<void> {
    await page.getByRole('textbox', { name: '名字' }).fill(name);
    await page.getByRole('textbox', { name: '密码' }).fill(password);
    await press(page, '登录');
  }

  it('whoever came by a key is led to make the first user, who administers', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: '建第一个用户' }).click();
    await page.waitForURL('**/settings/users');
    await page.getByText('还没有用户。').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const role = page.getByRole('region', { name: '新用户' }).getByRole('combobox', { name: '角色' });
    expect(await role.inputValue()).toBe('admin');
    const boss = await setPassword(await make('老板', '管理员'));
    await boss.page.getByText('已登录：老板').waitFor();
    await boss.page.goto('/settings/users');
    await boss.page.getByRole('rowheader', { name: '老板 你' }).waitFor();
    expect(await accessibilityFaults(boss.page)).toEqual([]);
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor();
    expect(await page.getByRole('link', { name: '建第一个用户' }).count()).toBe(0);
    expect(boss.faults).toEqual([]);
    await boss.close();
  });

  it('a password is set once, by the link, which says what is wrong', async () => {
    const link = await make('小林', '查看');
    const { page, faults, close: closePage } = await newConsolePage(browser, hub.url);
    await page.goto(link);
    await page.getByText('小林，给自己设一个密码。').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: '密码' }).fill('password1234');
    await page.getByRole('textbox', { name: '再输一次' }).fill('password1234');
    await press(page, '设置并登录');
    await page.getByText('太容易猜到').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: '密码' }).fill(PASSWORD);
    await page.getByText('两次输入的不一样').waitFor();
    await page.getByRole('textbox', { name: '再输一次' }).fill(PASSWORD);
    await press(page, '设置并登录');
    await page.getByText('已登录：小林').waitFor();
    await page.goto(link);
    await page.getByText('这个链接已用过').waitFor();
    expect(faults.filter((fault) => !/status of (404|422)/.test(fault))).toEqual([]);
    await closePage();
  });

  it('who reads sees pages and no acts; who operates sees acts and no settings of others', async () => {
    const viewer = await setPassword(await make('只看的人', '查看'));
    const operator = await setPassword(await make('值班的人', '值班'));
    for (const { page } of [viewer, operator]) {
      await page.goto('/');
      await page.getByRole('heading', { level: 1, name: '今日' }).waitFor();
      await page.goto('/settings');
      await page.waitForURL('**/settings/stores');
      const tabs = page.getByRole('navigation', { name: '设置' }).getByRole('link');
      expect(await tabs.allTextContents()).toEqual(['门店', '保留时间', '登录中的会话', '我的密码']);
      await page.getByRole('rowheader', { name: '浏览器一店' }).waitFor();
      expect(await page.getByRole('button', { name: '新建' }).count()).toBe(0);
      await page.goto('/settings/users');
      await page.getByText('你的角色不能看这一页').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.goto('/accounts');
      await page.getByRole('heading', { level: 1, name: '账号' }).waitFor();
      expect(await page.getByRole('link', { name: '接入新账号' }).count()).toBe(0);
    }
    const paused = (page: Page) => page.getByRole('button', { name: '暂停账号' }).count();
    expect([await paused(viewer.page), await paused(operator.page)]).toEqual([0, 1]);
    await operator.page.goto('/discrepancies/runs');
    await operator.page.getByRole('button', { name: '对一段时间' }).waitFor();
    await viewer.page.goto('/discrepancies/runs');
    await viewer.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await viewer.page.getByRole('button', { name: '对一段时间' }).count()).toBe(0);
    expect([...viewer.faults, ...operator.faults]).toEqual([]);
    await viewer.close();
    await operator.close();
  });

  it('who sees single stores finds no entries for what is of none, and is told why a page is not shown', async () => {
    const { page, faults, close: closePage } = await setPassword(await make('店长', '查看', '浏览器一店'));
    await page.getByRole('button', { name: '退出' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    const entries = await menuOf(page).allTextContents();
    expect(entries).toEqual(expect.arrayContaining(['今日', '设置']));
    for (const unseen of ['推送', '账号', '覆盖']) expect(entries).not.toContain(unseen);
    await page.goto('/accounts');
    await page.getByText('这一页不属于任何一家门店').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await closePage();
  });

  it('one changes one’s own password; who is disabled is signed out', async () => {
    const { page, faults, close: closePage } = await setPassword(await make('小周', '值班'));
    await page.goto('/settings/password');
    const change = async (old: string, again: string) => {
      await page.getByRole('textbox', { name: '现在的密码' }).fill(old);
      await page.getByRole('textbox', { name: '新密码', exact: true }).fill(OTHER_PASSWORD);
      await page.getByRole('textbox', { name: '再输一次新密码' }).fill(again);
      await press(page, '修改密码');
    };
    await change(OTHER_PASSWORD, OTHER_PASSWORD);
    await page.getByText('不对').first().waitFor();
    await change(PASSWORD, OTHER_PASSWORD);
    await page.getByText('密码已修改。').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, '退出');
    await typeName(page, '小周', PASSWORD);
    await page.getByText('名字或密码不对').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await typeName(page, '小周', OTHER_PASSWORD);
    await page.getByText('已登录：小周').waitFor();

    await admin.page.goto('/settings/users');
    const row = admin.page.getByRole('row', { name: /小周/ });
    await row.getByRole('button', { name: '停用' }).click();
    await press(admin.page, '停用');
    await row.getByText('已停用').waitFor();
    await page.waitForURL('**/sign-in*');
    expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    expect(admin.faults).toEqual([]);
    await closePage();
  });
});
