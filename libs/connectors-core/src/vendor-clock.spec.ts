import { VendorClock } from './vendor-clock.js';

const sentAt = new Date('2024-01-05T01:30:00.000Z');
const receivedAt = new Date('2024-01-05T01:30:00.200Z');
const ahead = (seconds: number) =>
  new Date(Date.parse('2024-01-05T01:30:00Z') + seconds * 1000).toUTCString();

function clockAfter(...dates: string[]): VendorClock {
  const clock = new VendorClock();
  for (const date of dates) clock.learn({ date }, sentAt, receivedAt);
  return clock;
}

const offsetAfter = (...dates: string[]): number | undefined => clockAfter(...dates).offsetMs;

describe('VendorClock', () => {
  it('knows nothing before an answer came', () => {
    expect(offsetAfter()).toBeUndefined();
  });

  it('learns how far the vendor is ahead, to about a second', () => {
    expect(offsetAfter(ahead(0))).toBe(400);
    expect(offsetAfter(ahead(90))).toBe(90_400);
    expect(offsetAfter(ahead(-90))).toBe(-89_600);
  });

  it('is not led astray by one odd answer', () => {
    expect(offsetAfter(ahead(2), ahead(-86_400), ahead(2))).toBe(2400);
  });

  it('does not believe what is more than an hour off, but shows it', () => {
    for (const date of [ahead(3_601), ahead(-3_601), new Date(0).toUTCString()]) {
      const clock = clockAfter(date);
      expect(clock.offsetMs).toBeUndefined();
      expect(clock.shownOffsetMs).toBe(Date.parse(date) + 400 - sentAt.getTime());
    }
    expect(offsetAfter(ahead(-3_599))).toBe(-3_598_600);
  });

  it('goes by what it can believe, however much of the other there is', () => {
    const nonsense = Array.from({ length: 8 }, () => new Date(0).toUTCString());
    const clock = clockAfter(ahead(-90), ...nonsense);
    expect([clock.offsetMs, clock.shownOffsetMs]).toEqual([-89_600, -89_600]);
  });

  it('passes over answers that were long on their way, however many they are', () => {
    const clock = clockAfter(ahead(2));
    const muchLater = new Date(sentAt.getTime() + 9_000);
    for (let n = 0; n < 8; n += 1) clock.learn({ date: ahead(2) }, sentAt, muchLater);
    expect(clock.offsetMs).toBe(2_400);
    clock.learn({ date: ahead(2) }, sentAt, muchLater);
    expect(clock.offsetMs).toBe(-2_000);
  });

  it('follows a clock that was set', () => {
    const dates = [
      ...Array.from({ length: 20 }, () => ahead(0)),
      ...Array.from({ length: 6 }, () => ahead(60)),
    ];
    expect(offsetAfter(...dates)).toBe(60_400);
  });

  it('learns nothing from a cache or from an unreadable date', () => {
    const clock = new VendorClock();
    clock.learn({ date: ahead(0), age: '300' }, sentAt, receivedAt);
    clock.learn({ date: 'yesterday' }, sentAt, receivedAt);
    clock.learn({}, sentAt, receivedAt);
    expect(clock.offsetMs).toBeUndefined();
    expect(clock.shownOffsetMs).toBeUndefined();
  });
});
