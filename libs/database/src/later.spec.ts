import { jest } from '@jest/globals';
import { laterPauseMs, untilWritten } from './later.js';

const away = Object.assign(new Error('the connection broke'), { code: 'ECONNRESET' });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('untilWritten', () => {
  it('writes again until the database takes it, and tells of each pause', async () => {
    const write = jest.fn<() => Promise<string>>().mockRejectedValueOnce(away).mockRejectedValueOnce(away);
    const onLater = jest.fn();
    const written = untilWritten(write.mockResolvedValue('taken'), onLater);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(await written).toBe('taken');
    expect(onLater.mock.calls).toEqual([[away], [away]]);
  });

  it('gives up at once what the database refuses', async () => {
    const refused = Object.assign(new Error('no such column'), { code: '42703' });
    const write = jest.fn<() => Promise<void>>().mockRejectedValue(refused);
    await expect(untilWritten(write)).rejects.toBe(refused);
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('gives up while a lease still holds when the database stays away', async () => {
    const given = expect(untilWritten(() => Promise.reject(away))).rejects.toBe(away);
    await jest.advanceTimersByTimeAsync(20_000);
    await given;
    expect(jest.getTimerCount()).toBe(0);
  });
});

it('rests between one second and three', () => {
  expect([0, 0.5, 1].map((part) => laterPauseMs(() => part))).toEqual([1_000, 2_000, 3_000]);
});
