import { hintOf } from '#domain/hint.js';
import { HintRing } from './hint-ring.js';

let epochs = 0;
const ring = () => new HintRing(() => `e${String((epochs += 1))}`);
const hints = (count: number) => Array.from({ length: count }, (_, at) => hintOf('order', String(at)));
const ids = (of: ReturnType<HintRing['after']>) => of?.map(({ hint }) => hint.id);

describe('HintRing', () => {
  it('tells what came after an id that it gave', () => {
    const one = ring();
    const before = one.idOf();
    const [first] = one.add(hints(3));
    expect(ids(one.after(before))).toEqual(['0', '1', '2']);
    expect(ids(one.after(one.idOf(first?.number)))).toEqual(['1', '2']);
    expect(ids(one.after(one.idOf()))).toEqual([]);
  });

  it('remembers 4,096, and knows no older id', () => {
    const one = ring();
    const before = one.idOf();
    one.add(hints(1));
    const then = one.idOf();
    one.add(hints(4_096));
    expect(one.after(before)).toBeUndefined();
    expect(one.after(then)).toHaveLength(4_096);
  });

  it('knows no id of another ring, of before it forgot, of the future, and none that is no id', () => {
    const one = ring();
    one.add(hints(2));
    const before = one.idOf();
    const foreign = [ring().idOf(), one.idOf(3), '', 'x', before.replace('-', '_'), `${before}x`];
    for (const id of foreign) expect(one.after(id)).toBeUndefined();
    one.forget();
    expect(one.after(before)).toBeUndefined();
    expect(ids(one.after(one.idOf()))).toEqual([]);
  });
});
