import { browserHere } from './chromium.js';
import { startConsoleHub } from './console-hub.js';
import { newConsolePage } from './console-page.js';

const here = await browserHere();

(here === undefined ? describe.skip : describe)('the documentation in a browser', () => {
  const browser = here!;
  let world: Awaited<ReturnType<typeof startConsoleHub>>;
  beforeAll(async () => {
    world = await startConsoleHub(browser, '浏览器一店');
  });
  afterAll(() => world.close());

  it('shows every operation, opens one and asks it, and its policy keeps nothing out', async () => {
    const { page, faults, close } = await newConsolePage(browser, world.hub.url, { language: 'en-GB' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto('/docs');
    await page.getByText('/api/v1/stores', { exact: true }).first().waitFor();
    const live = page.locator('#operations-health-liveHealth');
    await live.locator('.opblock-summary-control').click();
    await live.getByRole('button', { name: 'Try it out' }).click();
    await live.getByRole('button', { name: 'Execute' }).click();
    await live.locator('.live-responses-table').getByText('"ok"').waitFor();
    const schema = page.locator('.json-schema-2020-12').filter({ hasText: 'Problem' }).first();
    await schema.locator('button').first().click();
    await schema.getByText('instance', { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
    expect([...new Set(asked)].filter((origin) => origin !== 'null')).toEqual([world.hub.url]);
    await close();
  });
});
