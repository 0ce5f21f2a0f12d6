import fc from 'fast-check';
import type { SourcePage } from '#connectors-core/source-pages.js';
import { anObservation } from '../../../../test/factories/observations.js';
import { PageWalk, type Step } from './page-walk.js';
import { WindowError } from '../windows/window-failure.js';

const page = (numbers: readonly string[], next: string | null = null, unread: SourcePage['unread'] = []) => ({
  observations: numbers.map((vendorNo) => anObservation({ vendorNo })),
  unread,
  next,
  rawBody: Buffer.alloc(0),
});

const newWalk = (pagesShift = true) => new PageWalk({ mostPages: 3, pagesShift, mostPasses: 4 });
const codeOf = (step: Step) => (step instanceof WindowError ? step.code : step);

describe('a walk over pages', () => {
  it('is whole after one page that is the last, and after an empty one', () => {
    expect(newWalk().take(page(['1', '2']))).toBe('whole');
    expect(newWalk().take(page([]))).toBe('whole');
  });

  it('asks for the next page with the cursor as it was given', () => {
    const walk = newWalk(false);
    expect(walk.take(page(['1'], '9007199254740993'))).toBe('more');
    expect(walk.cursor).toBe('9007199254740993');
    expect(walk.take(page(['2']))).toBe('whole');
    expect([walk.pages, walk.orders]).toEqual([2, 2]);
  });

  it('goes over an empty page that is not the last', () => {
    const walk = newWalk(false);
    expect(walk.take(page([], 'a'))).toBe('more');
    expect(walk.take(page(['1']))).toBe('whole');
  });

  it('walks again where rows move, until two passes list the same', () => {
    const walk = newWalk();
    walk.take(page(['1', '2'], 'a'));
    expect(walk.take(page(['4']))).toBe('more');
    expect(walk.atStart).toBe(true);
    walk.take(page(['2', '3'], 'a'));
    expect(walk.take(page(['4']))).toBe('more');
    walk.take(page(['2', '3'], 'a'));
    expect(walk.take(page(['4']))).toBe('whole');
    expect(walk.orders).toBe(4);
  });

  it('does not take a pass for the last that lists nothing new, but has lost a row', () => {
    const walk = newWalk();
    walk.take(page(['1', '2', '3'], 'a'));
    walk.take(page(['5']));
    walk.take(page(['2', '3'], 'a'));
    expect(walk.take(page(['5']))).toBe('more');
  });

  it('does not take a pass for the last in which a row moved from one page to another, or within one', () => {
    for (const [first, second] of [
      [
        ['1', '2'],
        ['2', '3'],
      ],
      [['1', '2'], ['1']],
    ] as const) {
      const walk = newWalk();
      for (let pass = 1; pass <= 3; pass += 1) {
        walk.take(page(first, 'a'));
        expect(walk.take(page(second))).toBe('more');
      }
    }
    const walk = newWalk();
    walk.take(page(['1', '2'], 'a'));
    walk.take(page(['3']));
    walk.take(page(['2', '1'], 'a'));
    expect(walk.take(page(['3']))).toBe('more');
  });

  it('needs no second pass once all rows fit one page', () => {
    const walk = newWalk();
    walk.take(page(['1', '2'], 'a'));
    walk.take(page(['3']));
    expect(walk.take(page(['3']))).toBe('whole');
  });

  it('gives up when every pass lists something else', () => {
    const walk = newWalk();
    const passes = [1, 2, 3, 4].map((pass) => {
      walk.take(page([`x${String(pass)}`], 'a'));
      return codeOf(walk.take(page(['last'])));
    });
    expect(passes).toEqual(['more', 'more', 'more', 'rows_keep_moving']);
  });

  it('ends with a cursor that comes back, and with more pages than there may be', () => {
    const repeated = newWalk();
    repeated.take(page(['1'], 'a'));
    expect(codeOf(repeated.take(page(['2'], 'a')))).toBe('repeated_cursor');
    const long = newWalk();
    long.take(page(['1'], 'a'));
    long.take(page(['2'], 'b'));
    expect(codeOf(long.take(page(['3'], 'c')))).toBe('too_many_pages');
  });

  describe('of a vendor that gives a page again in the place of the next one', () => {
    const unnumbered = [{ vendorNo: null, message: 'orderNo is missing' }];

    it('asks for it once more with the same cursor, and then ends', () => {
      const walk = new PageWalk({ mostPages: 1_000, pagesShift: true, mostPasses: 4 });
      expect(walk.take(page(['1', '2'], 'a'))).toBe('more');
      expect(walk.take(page(['1', '2'], 'b'))).toBe('more');
      expect(walk.cursor).toBe('a');
      expect(codeOf(walk.take(page(['1', '2'], 'b')))).toBe('repeated_page');
      expect(walk.pages).toBe(3);
    });

    it('ends too where that page calls itself the last', () => {
      const walk = newWalk();
      walk.take(page(['1'], 'a'));
      expect(walk.take(page(['1']))).toBe('more');
      expect(codeOf(walk.take(page(['1'])))).toBe('repeated_page');
    });

    it('goes on where it was another page the second time', () => {
      const walk = newWalk(false);
      walk.take(page(['1'], 'a'));
      walk.take(page(['1'], 'b'));
      expect(walk.take(page(['2'], 'b'))).toBe('more');
      expect(walk.take(page(['3']))).toBe('whole');
      expect(walk.orders).toBe(3);
    });

    it.each([
      ['other numbers', page(['2'], 'b'), page(['3'], 'b')],
      ['empty pages', page([], 'b'), page([], 'c')],
      ['the order of its numbers', page(['1', '2'], 'b'), page(['2', '1'], 'c')],
      [
        'what a row says',
        page(['1'], 'b'),
        { ...page([], 'c'), observations: [anObservation({ vendorNo: '1', marker: 'x' })] },
      ],
      [
        'the bytes of rows without a number',
        { ...page([], 'b', unnumbered), rawBody: Buffer.from('1') },
        { ...page([], 'c', unnumbered), rawBody: Buffer.from('2') },
      ],
    ])('is none that differs by %s', (_by, first, second) => {
      const walk = new PageWalk({ mostPages: 1_000, pagesShift: false, mostPasses: 4 });
      walk.take(first);
      walk.take(second);
      expect(walk.cursor).toBe(second.next);
    });

    it('is none where a pass ends and the next begins with the same page', () => {
      const walk = newWalk();
      walk.take(page(['1'], 'a'));
      walk.take(page(['2']));
      walk.take(page(['2'], 'a'));
      expect(walk.atStart).toBe(false);
    });

    it('does not mind when the same was said later', () => {
      const later = anObservation({ vendorNo: '1', asOf: new Date(Date.UTC(2030, 0)) });
      const walk = newWalk();
      walk.take(page(['1'], 'a'));
      walk.take({ ...page([], 'b'), observations: [later] });
      expect(walk.cursor).toBe('a');
    });
  });

  it('remembers rows that could not be read until they are', () => {
    const walk = newWalk();
    const unread = { vendorNo: '2', message: 'totalAmount is no number' };
    walk.take(page(['1'], 'a', [unread]));
    expect(walk.unreadRows).toEqual([unread]);
    walk.take(page(['2']));
    expect(walk.unreadRows).toEqual([]);
  });

  it('counts each row without a number, once for all passes', () => {
    const walk = newWalk();
    const unread = Array.from({ length: 3 }, () => ({ vendorNo: null, message: 'orderNo is missing' }));
    for (let pass = 1; pass <= 2; pass += 1) {
      walk.take(page(['1'], 'a', unread.slice(1)));
      walk.take(page(['2'], null, unread.slice(2)));
    }
    expect(walk.unreadRows).toEqual(unread);
  });
});

/** A vendor that lists `size` rows a page, each page what stands at its place at that moment. */
function walkOver(rows: string[], size: number, afterPage: () => void): Step {
  const walk = new PageWalk({ mostPages: 100, pagesShift: true, mostPasses: 100 });
  for (;;) {
    const begin = Number(walk.cursor ?? 0);
    const listed = rows.slice(begin, begin + size);
    const step = walk.take(page(listed, begin + size < rows.length ? String(begin + size) : null));
    for (const vendorNo of listed) seen.add(vendorNo);
    if (step !== 'more') return step;
    afterPage();
  }
}
const seen = new Set<string>();
const toTop = (rows: string[], vendorNo: string): void => {
  rows.splice(rows.indexOf(vendorNo), 1);
  rows.unshift(vendorNo);
};

describe('rows that move while they are read', () => {
  beforeEach(() => {
    seen.clear();
  });

  it('are all found though in two passes the same one is skipped and the same others are listed', () => {
    const rows = ['A', 'B', 'X', 'D'];
    const moves = [['D'], ['B', 'X'], ['D']].values();
    walkOver(rows, 2, () => {
      for (const vendorNo of moves.next().value ?? []) toTop(rows, vendorNo);
    });
    expect([...seen].sort()).toEqual(['A', 'B', 'D', 'X']);
  });

  it('cost two passes where they do not move', () => {
    let pages = 1;
    walkOver(['1', '2', '3', '4', '5'], 2, () => (pages += 1));
    expect(pages).toBe(6);
  });

  it('are all found but those that leave, whichever leave for good and whichever go to the top', () => {
    const moves = fc.array(fc.option(fc.record({ at: fc.nat(6), leaves: fc.boolean() })), { maxLength: 16 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(moves, { maxLength: 14 }),
        (count, size, movesOfPages) => {
          const rows = Array.from({ length: count }, (_, at) => String(at));
          const left = movesOfPages.values();
          seen.clear();
          const step = walkOver(rows, size, () => {
            for (const move of left.next().value ?? []) {
              const vendorNo = rows[move?.at ?? -1];
              if (vendorNo === undefined) continue;
              if (move?.leaves === true) rows.splice(rows.indexOf(vendorNo), 1);
              else toTop(rows, vendorNo);
            }
          });
          // Rows can move so that the second page is the first again, both times: then nothing is claimed.
          if (step !== 'whole') expect(codeOf(step)).toBe('repeated_page');
          else for (const row of rows) expect(seen).toContain(row);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
