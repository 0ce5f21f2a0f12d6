import { systemTimers } from './timers.js';

describe('systemTimers', () => {
  it('runs what is due, once, and not what was cancelled', async () => {
    const ran: string[] = [];
    const cancel = systemTimers.after(0, () => ran.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      systemTimers.after(1, () => {
        ran.push('due');
        resolve();
      });
    });
    expect(ran).toEqual(['due']);
  });

  it('measures what passes during a pause', async () => {
    const before = systemTimers.elapsedMs();
    await systemTimers.pause(2);
    expect(systemTimers.elapsedMs()).toBeGreaterThan(before);
  });
});
