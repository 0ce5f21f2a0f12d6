import { WorkLeave } from './work-leave.js';

function leaves(given = true) {
  const may = { work: given };
  return { may, leave: new WorkLeave(() => may.work) };
}

const LONG_MS = 3_600_000;

describe('leave to work', () => {
  it('is one and the same while nothing changes', async () => {
    const { leave } = leaves();
    const first = await leave.take(0);
    leave.look();
    expect(first?.aborted).toBe(false);
    expect(await leave.take(0)).toBe(first);
  });

  it('is withdrawn from those at work at the next look, and given anew later', async () => {
    const { may, leave } = leaves();
    const first = await leave.take(0);
    may.work = false;
    leave.look();
    expect(first?.aborted).toBe(true);
    expect(leave.wasWithdrawn(first!)).toBe(true);
    may.work = true;
    leave.look();
    const second = await leave.take(0);
    expect([second?.aborted, first?.aborted]).toEqual([false, true]);
  });

  it('is never given on the word of an earlier look', async () => {
    const { may, leave } = leaves();
    await leave.take(0);
    may.work = false;
    expect(await leave.take(0)).toBeUndefined();
  });

  it('is waited for, by all who want it', async () => {
    const { may, leave } = leaves(false);
    const wanted = [leave.take(LONG_MS), leave.take(LONG_MS)];
    may.work = true;
    leave.look();
    const [one, other] = await Promise.all(wanted);
    expect(one?.aborted).toBe(false);
    expect(other).toBe(one);
  });

  it('is not waited for once there will be none', async () => {
    const { may, leave } = leaves(false);
    const wanted = leave.take(LONG_MS);
    leave.end();
    expect((await wanted)?.aborted).toBe(true);
    may.work = true;
    leave.look();
    expect((await leave.take(LONG_MS))?.aborted).toBe(true);
  });

  it('that ends with the hub was not withdrawn: nobody here does the work again', async () => {
    const { leave } = leaves();
    const given = await leave.take(0);
    leave.end();
    expect([given?.aborted, leave.wasWithdrawn(given!)]).toEqual([true, false]);
  });
});
