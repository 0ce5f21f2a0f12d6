import { jest } from '@jest/globals';
import { listen, type News } from './event-stream.js';

/** As the browser's: what comes over the wire is said by `tell`. */
class Wire extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: Wire[] = [];
  readyState = 1;

  constructor(readonly url: string) {
    super();
    Wire.opened.push(this);
  }

  tell(type: string, data = '{}'): void {
    this.dispatchEvent(Object.assign(new Event(type), { data }));
  }

  close(): void {
    this.readyState = Wire.CLOSED;
  }
}

describe('the stream of events', () => {
  const heard: News['what'][] = [];
  let end: () => void;
  const last = () => Wire.opened.at(-1)!;

  beforeEach(() => {
    jest.useFakeTimers();
    Wire.opened.length = heard.length = 0;
    Object.assign(globalThis, { EventSource: Wire });
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
    end = listen(({ what }) => void heard.push(what));
  });
  afterEach(() => {
    end();
    jest.useRealTimers();
  });

  it('of a hub that neither tells anything nor ends it is lost, and opened again', () => {
    const [first] = Wire.opened;
    first!.tell('open');
    for (let beats = 0; beats < 10; beats += 1) {
      jest.advanceTimersByTime(15_000);
      first!.tell('beat');
    }
    expect(heard).toEqual(['anew']);
    jest.advanceTimersByTime(41_000);
    expect(heard).toEqual(['anew', 'lost']);
    expect([first!.readyState, Wire.opened.length]).toEqual([Wire.CLOSED, 2]);
    last().tell('open');
    expect(heard).toEqual(['anew', 'lost', 'anew']);
  });

  it('that was refused is opened again once, and one that is ended never', () => {
    last().tell('open');
    last().close();
    last().tell('error');
    jest.advanceTimersByTime(39_000);
    expect([heard, Wire.opened.length]).toEqual([['anew', 'lost'], 2]);
    end();
    jest.advanceTimersByTime(120_000);
    expect(Wire.opened).toHaveLength(2);
  });
});
