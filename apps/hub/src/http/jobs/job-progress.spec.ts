import { progressOf, shareOfStretch } from './job-progress.js';

const createdAt = new Date('2026-03-05T02:00:00Z');
const at = (minutes: number): Date => new Date(createdAt.getTime() + minutes * 60_000);
const open = { createdAt, finishedAt: null };

describe('how far a job is', () => {
  it('is what is done of what there is, and how fast', () => {
    expect(progressOf({ unit: 'hours', done: 30, of: 120 }, open, at(10))).toEqual({
      ...{ unit: 'hours', done: 30, of: 120, percent: 25, since: createdAt, perMinute: 3 },
    });
    expect(progressOf({ unit: 'legs', done: 30 }, open, at(10))).toMatchObject({ of: null, percent: null });
    expect(progressOf({ unit: 'orders', done: 7, share: 0.999 }, open, at(1))).toMatchObject({
      percent: 99,
      perMinute: 7,
    });
  });

  it('is all of it once it has ended, and at no speed before a minute is over or anything is done', () => {
    const ended = { createdAt, finishedAt: at(2) };
    expect(progressOf({ unit: 'legs', done: 10 }, ended, at(500))).toMatchObject({
      percent: 100,
      perMinute: 5,
    });
    expect(progressOf({ unit: 'windows', done: 0, of: 0 }, open, at(9))).toMatchObject({
      percent: null,
      perMinute: null,
    });
    expect(progressOf({ unit: 'legs', done: 10 }, open, at(0.5)).perMinute).toBeNull();
    expect(progressOf({ unit: 'hours', done: 130, of: 120 }, open, at(5)).percent).toBe(100);
  });

  it('of a stretch is the part before where it is', () => {
    expect(shareOfStretch(createdAt, at(10), at(4))).toBeCloseTo(0.4);
    expect(shareOfStretch(createdAt, at(10), null)).toBe(0);
    expect(shareOfStretch(createdAt, createdAt, createdAt)).toBe(0);
  });
});
