import { openStore } from '../support/hub-and-sandbox.js';
import { ADMIN_KEY, type Hub } from '../support/programs.js';
import { browserHere } from './chromium.js';
import { startConsoleHub } from './console-hub.js';
import { newConsolePage, signIn } from './console-page.js';

const here = await browserHere();

(here === undefined ? describe.skip : describe)('what changes in the hub', () => {
  const browser = here!;
  let hub: Hub;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ hub, close } = await startConsoleHub(browser, '一店'));
  });
  afterAll(() => close());

  it('is shown by every tab, which share one stream; a hub that is gone is told, and caught up with', async () => {
    const { page, close: closePage } = await newConsolePage(browser, hub.url);
    const streams: string[] = [];
    page.context().on('request', (request) => {
      if (request.url().endsWith('/api/v1/events')) streams.push(request.url());
    });
    const row = (of: typeof page, name: string) => of.getByRole('rowheader', { name }).waitFor();
    await page.goto('/');
    await signIn(page, ADMIN_KEY);
    await row(page, '一店');
    const other = await page.context().newPage();
    await other.goto('/');
    await row(other, '一店');
    await openStore(hub, 'E-2', '二店');
    await Promise.all([row(page, '二店'), row(other, '二店')]);
    expect(streams).toHaveLength(1);
    await hub.kill();
    await Promise.all([page, other].map((tab) => tab.getByText('我们一直在重试').waitFor()));
    await other.getByRole('button', { name: '退出' }).click();
    await other.getByText('没有退出').waitFor();
    await hub.start();
    await openStore(hub, 'E-3', '三店');
    await Promise.all([row(page, '三店'), row(other, '三店')]);
    await Promise.all(
      [page, other].map((tab) => tab.getByText('我们一直在重试').waitFor({ state: 'detached' })),
    );
    await closePage();
  });
});
