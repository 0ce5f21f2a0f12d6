import type { Page } from 'playwright-core';
import { clipboardOf } from './console-page.js';

/** What is to be entered at a shop. */
export interface ShopAccess {
  readonly webhookUrl: string;
  readonly secret: string;
}

/**
 * Connects a shop on the page for new accounts, with a secret that the page makes, and copies what the shop needs.
 * @param chooser what the list of vendors is called there
 */
export async function connectShop(page: Page, chooser: string, name: string): Promise<ShopAccess> {
  await page.getByLabel(chooser).selectOption({ label: '店铺（开放订单格式）' });
  await page.getByLabel('名称').fill(name);
  await page.getByRole('button', { name: '生成一个' }).click();
  await page.getByRole('button', { name: '接入', exact: true }).click();
  const made = page.getByRole('status', { name: '刚才生成的密钥' });
  await made.getByRole('button', { name: '复制' }).click();
  await made.getByText('已复制').waitFor();
  const secret = await clipboardOf(page);
  await page.getByRole('button', { name: '复制地址' }).click();
  await page.getByText('已复制').nth(1).waitFor();
  return { webhookUrl: await clipboardOf(page), secret };
}
