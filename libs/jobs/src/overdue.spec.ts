import { type Overdue, OverdueWatch } from './overdue.js';

const found = (what: Overdue['what']): Overdue => ({ what, since: new Date(0) });

function watchThat(...looks: (readonly Overdue[] | undefined)[]) {
  const watch = new OverdueWatch();
  looks.forEach((look, at) => watch.look(look, at * 10_000));
  return watch.overdue().map(({ what }) => what);
}

describe('the watch over what is overdue', () => {
  const deliveries = [found('deliveries')];

  it('believes it once every look of half a minute has found it', () => {
    expect(watchThat(deliveries, deliveries, deliveries)).toEqual([]);
    expect(watchThat(deliveries, deliveries, deliveries, deliveries)).toEqual(['deliveries']);
  });

  it('begins anew after a look that found nothing, or that nobody could take', () => {
    const three = [deliveries, deliveries, deliveries];
    expect(watchThat(...three, [], ...three)).toEqual([]);
    expect(watchThat(...three, undefined, ...three)).toEqual([]);
    expect(watchThat(...three, undefined, ...three, deliveries)).toEqual(['deliveries']);
  });

  it('counts each kind of work by itself', () => {
    const both = [found('deliveries'), found('submissions')];
    expect(watchThat(deliveries, both, both, both)).toEqual(['deliveries']);
    expect(watchThat(deliveries, both, both, both, both)).toEqual(['deliveries', 'submissions']);
  });

  it('is over with the first look that does not find it', () => {
    expect(watchThat(deliveries, deliveries, deliveries, deliveries, [])).toEqual([]);
  });

  it('knows what there is once it has looked for half a minute without a break', () => {
    const isKnownAfter = (...looks: (readonly Overdue[] | undefined)[]) => {
      const watch = new OverdueWatch();
      looks.forEach((look, at) => watch.look(look, at * 10_000));
      return watch.isKnown();
    };
    expect(isKnownAfter()).toBe(false);
    expect(isKnownAfter([], [], [])).toBe(false);
    expect(isKnownAfter([], [], [], deliveries)).toBe(true);
    expect(isKnownAfter([], [], [], [], undefined)).toBe(false);
    expect(isKnownAfter([], [], [], undefined, [], [], [])).toBe(false);
    expect(isKnownAfter(undefined, [], [], [], [])).toBe(true);
  });
});
