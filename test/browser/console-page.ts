import type { Browser, Page } from 'playwright-core';
import { AXE } from './chromium.js';

export interface Looks {
  readonly language?: 'zh-CN' | 'en-GB';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A page of the console, and what it has done that no page may. */
export interface ConsolePage {
  readonly page: Page;
  /** What the policy kept out, what was thrown, and what the browser complained about. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export async function newConsolePage(
  browser: Browser,
  baseURL: string,
  looks: Looks = {},
): Promise<ConsolePage> {
  const { language = 'zh-CN', scheme = 'light', width = 1280 } = looks;
  const context = await browser.newContext({
    ...{ baseURL, locale: language, colorScheme: scheme, timezoneId: 'Asia/Shanghai' },
    viewport: { width, height: 900 },
  });
  // A busy machine fails nothing: this only names what hangs, before the test's own time-out ends it.
  context.setDefaultTimeout(240_000);
  // A script that is added to the page would be kept out by its policy.
  await context.addInitScript({ path: AXE });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // A refusal of the hub (wrong key, nobody signed in) is told by the page itself.
    if (message.type() === 'error' && !message.text().includes('status of 401')) faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

interface Axe {
  run(
    root: unknown,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/** What axe finds on the page as it is now, in words. */
export const accessibilityFaults = (page: Page): Promise<string[]> =>
  page.evaluate(async (tags) => {
    const { axe, document } = globalThis as unknown as { axe: Axe; document: unknown };
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
    );
  }, TAGS);

export async function signIn(page: Page, key: string): Promise<void> {
  await page.locator('input[name=name], input[name=key]').first().waitFor();
  if ((await page.locator('input[name=key]').count()) === 0)
    await page.getByRole('button', { name: /改用密钥登录|Sign in with a key instead/ }).click();
  await page.locator('input[name=key]').fill(key);
  await page.locator('button[type=submit]').click();
}

/** What was copied, where the page may use the clipboard. */
export const clipboardOf = (page: Page): Promise<string> =>
  page.evaluate(() =>
    (
      globalThis as unknown as { navigator: { clipboard: { readText(): Promise<string> } } }
    ).navigator.clipboard.readText(),
  );
