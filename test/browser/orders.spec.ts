import { LATTE, openDocumentShop } from '../support/document-shop.js';
import { ADMIN_KEY } from '../support/programs.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { TillFacts } from '../support/till-facts.js';
import { browserHere } from './chromium.js';
import { newConsolePage, signIn } from './console-page.js';

const PHONE = '13900005678';
const LAST_DIGITS = PHONE.slice(-4);
const here = await browserHere();

(here === undefined ? describe.skip : describe)('orders', () => {
  const browser = here!;
  let chain: TillChain;
  let orderId: string;
  beforeAll(async () => {
    chain = await startTillChain({ push: true });
    const shop = await openDocumentShop(chain);
    const at = Date.now() - 60_000;
    const said = { placedAt: at, paidAt: at, updatedAt: at, items: [LATTE] };
    for (const orderNo of ['LOOK-0001', 'LOOK-0002'])
      await shop.post({
        ...said,
        orderNo,
        customer: { name: '王示范', phone: PHONE, address: '示范路 1 号' },
      });
    ({ id: orderId } = await new TillFacts(chain).order('LOOK-0001', ({ legs }) => legs.length === 2));
  });
  afterAll(async () => {
    await browser.close();
    await chain.close();
  });

  it('are found by the last digits of a phone, in no address, and back, forward and reload keep it all', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto('/orders?status=paid,completed,accepted,shipped');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('rowheader', { name: 'LOOK-0002' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(LAST_DIGITS);
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: 'LOOK-0001' }).waitFor();
    await page.getByRole('button', { name: '不找了' }).waitFor();
    await page.reload();
    expect(await page.locator('input[name=text]').inputValue()).toBe(LAST_DIGITS);
    await page.getByRole('rowheader', { name: 'LOOK-0001' }).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/orders/*-*');
    await page.goBack();
    await page.getByRole('rowheader', { name: 'LOOK-0001' }).waitFor();
    expect(await page.locator('input[name=text]').inputValue()).toBe(LAST_DIGITS);
    expect(addresses.filter(namesPhone)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('show their customer to who says why, and are corrected by who says why', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto(`/orders/${orderId}`);
    await signIn(page, ADMIN_KEY);
    await page.getByRole('heading', { level: 1, name: 'LOOK-0001' }).waitFor();
    expect(await page.getByText(PHONE).count()).toBe(0);
    await page.getByRole('button', { name: '查看顾客信息' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('顾客来电问配送');
    await page.getByRole('dialog').getByRole('button', { name: '查看顾客信息' }).click();
    await page.getByText(PHONE).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(PHONE).first().waitFor({ state: 'detached' });
    const reveals = page.getByRole('region', { name: '谁看过顾客信息' });
    await reveals.getByText('顾客来电问配送').waitFor();
    await reveals.getByText('HUB_ADMIN_KEY').waitFor();
    await page.getByRole('button', { name: '更正金额' }).click();
    await page.getByRole('dialog').getByLabel('实付金额').fill('19.90');
    await page.getByRole('dialog').getByLabel('原因').fill('店里实收');
    await page.getByRole('dialog').getByRole('button', { name: '更正金额' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('店里实收').first().waitFor();
    const { saleFen } = await chain.hub.rest.get<{ saleFen: number }>(`orders/${orderId}`);
    expect(saleFen).toBe(1990);
    expect(faults).toEqual([]);
    await close();
  });

  it('lose their person by who says why, after it was said how much goes', async () => {
    const { page, faults, close } = await newConsolePage(browser, chain.hub.url);
    await page.goto(`/orders/${orderId}`);
    await signIn(page, ADMIN_KEY);
    await page.getByRole('button', { name: '删除这个人' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/联系人: [1-9]/).waitFor();
    await dialog.getByRole('textbox').fill('顾客来信要求');
    await dialog.getByRole('button', { name: '删除这个人' }).click();
    await page.getByText('做完了').first().waitFor();
    const { legs } = await chain.hub.rest.get<{ legs: { contact: unknown }[] }>(`orders/${orderId}`);
    expect(legs.map(({ contact }) => contact)).toEqual(legs.map(() => null));
    expect(faults).toEqual([]);
    await close();
  });
});

/** An id may hold the last four digits by chance, and so may a port. */
function namesPhone(address: string): boolean {
  const { pathname, search, hash } = new URL(address);
  const named = new RegExp(`${PHONE}|(?<![0-9A-Za-z-])${LAST_DIGITS}(?![0-9A-Za-z-])`);
  return named.test(pathname + search + hash);
}
