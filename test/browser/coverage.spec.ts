import { ADMIN_KEY } from '../support/programs.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { browserHere } from './chromium.js';
import { newConsolePage, signIn } from './console-page.js';

const here = await browserHere();
const [ZONE_MS, HOUR_MS] = [8 * 3_600_000, 3_600_000];

/** As a field for a time takes it, on the clock of the hub’s zone. */
const hoursAgo = (hours: number): string =>
  new Date(Date.now() + ZONE_MS - hours * HOUR_MS).toISOString().slice(0, 16);

(here === undefined ? describe.skip : describe)('how far sources are read', () => {
  const browser = here!;
  let chain: TillChain;
  beforeAll(async () => {
    chain = await startTillChain();
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
  });

  it('is shown, and a stretch that is read once more is found again after a reload', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto('/sign-in?to=%2Fcoverage%3Fhours%3D6');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('img', { name: /没有缺口|个缺口/ }).waitFor();
    await page.getByLabel('账号').last().selectOption(chain.tillAccount);
    await page.getByLabel('从（').fill(hoursAgo(5));
    await page.getByLabel('到（').fill(hoursAgo(2));
    await page.getByRole('button', { name: '开始补读' }).click();
    await page.getByRole('rowheader', { name: '有人要求补读' }).waitFor();
    expect(await page.getByLabel('从（').inputValue()).toBe('');
    await page.reload();
    await page.getByText('已读完').waitFor();
    expect(new URL(page.url()).search).toBe('?hours=6');
    const { items } = await chain.hub.rest.get<{ items: object[] }>('backfills');
    expect(items).toMatchObject([
      { accountId: chain.tillAccount, purpose: 'backfill', windows: { open: 0 } },
    ]);
    expect(faults).toEqual([]);
    await close();
  });
});
