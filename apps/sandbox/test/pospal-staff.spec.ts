import type { PospalOrder } from '../src/pospal/pospal-order.js';
import { nextState } from '../src/pospal/pospal-staff.js';
import { seededRandom } from '../src/random.js';
import { placed, TILL } from './pospal-caller.js';
import { Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;
let receiver: Receiver;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  receiver = await Receiver.start(() => ({ status: 200, body: 'SUCCESS' }));
  await fixture.control('/pospal/tills', { ...TILL, pushUrl: receiver.url });
});
afterEach(async () => {
  await fixture.close();
  await receiver.close();
});

const stateOf = async (orderNo: string): Promise<unknown> =>
  ((await fixture.get(`/pospal/orders/${orderNo}`)).json as unknown as PospalOrder).state;
const rungUp = async () => (await fixture.get('/pospal/orders?source=till')).json.count;

describe('the staff', () => {
  it('moves what was placed to its end and rings up orders, until it is stopped', async () => {
    const orderNo = await placed(fixture);
    const { id } = await fixture.control('/pospal/staff', {
      appIds: [TILL.appId],
      movesPerMinute: 6_000,
      tillOrdersPerMinute: 600,
      seed: 'busy',
    });
    while ((await stateOf(orderNo)) !== 4 || (await rungUp()) === 0) {
      await receiver.atLeast(receiver.received.length + 1);
    }
    expect((await fixture.get('/pospal/staff')).json.items).toMatchObject([
      { id, appIds: [TILL.appId], moves: expect.any(Number) },
    ]);
    const stop = () => fixture.send(`/control/pospal/staff/${id}`, { method: 'DELETE' });
    expect((await stop()).status).toBe(204);
    expect((await stop()).status).toBe(404);
    await fixture.idle();
    const sent = receiver.received.length;
    await placed(fixture);
    await fixture.idle();
    expect(receiver.received).toHaveLength(sent + 1);
  });

  it('goes from any open state to completed, by way of shipped where there is a delivery', () => {
    const random = seededRandom('staff');
    for (let turn = 0; turn < 200; turn += 1) {
      const deliveryType = turn % 2;
      const states = [0];
      for (let state = 0; state !== 4; states.push(state)) {
        state = nextState({ state, deliveryType } as PospalOrder, random);
      }
      expect(states).not.toContain(3);
      expect(states.length).toBeLessThan(8);
      expect(states.includes(2)).toBe(deliveryType === 0);
    }
  });
});
