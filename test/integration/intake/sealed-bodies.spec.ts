import { documentOf } from '../privacy/planted-person.js';
import { openPrivacyWorld, type PrivacyWorld } from '../privacy/privacy-world.js';

let world: PrivacyWorld;
beforeAll(async () => {
  world = await openPrivacyWorld();
});
afterAll(() => world.close());

it('bytes that cannot be opened any more keep their own delivery from being read, and no other', async () => {
  const shop = await world.shop();
  for (const orderNo of ['S-1', 'S-2', 'S-3']) await world.post(shop, documentOf(orderNo, 1));
  const [, damaged] = await world.deliveries.list({ accountId: shop.account.id, limit: 9 });
  await world.database.rows({
    text: `UPDATE payloads SET body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1) WHERE id = $1`,
    values: [damaged!.id],
  });
  await world.drain();
  const read = await world.deliveries.list({ accountId: shop.account.id, limit: 9 });
  expect(read.filter(({ state }) => state === 'done')).toHaveLength(2);
  expect(read.find(({ id }) => id === damaged!.id)).toMatchObject({
    attempts: 1,
    errorMessage: expect.stringContaining('SecretError'),
  });
});
