import { pageContent } from '#connectors-core/page-content.js';
import { PageRepeat } from '#connectors-core/page-repeat.js';
import type { SourcePage, SourcePages, UnreadRow } from '#connectors-core/source-pages.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { PagePass } from './page-pass.js';
import { WindowError } from '../windows/window-failure.js';

export interface WalkLimits extends Pick<SourcePages, 'mostPages' | 'pagesShift'> {
  readonly mostPasses: number;
}

export interface Listing {
  readonly from: Date;
  /** Where the window begins that is read. */
  readonly windowFrom: Date;
}

/** `more`: ask for the page at `cursor`. `whole`: every row of the window was listed. */
export type Step = 'more' | 'whole' | WindowError;

/**
 * One reading of a window, page by page. Where rows move between pages, a window of several pages is read
 * from the first page again until two passes in a row agree. A row is skipped in a pass when it moves up past
 * the place that was read last: because another left, which is then missing in the next pass, or past others
 * that stay, and of these one is then listed twice. A page alone shows one moment, so a pass of one page needs
 * no second.
 */
export class PageWalk {
  cursor: string | null = null;
  /** When the first page of this pass was asked for; set by the reader. */
  passBeganAt = new Date(0);
  private listing: Listing | undefined;
  /** Of all passes. */
  pages = 0;
  /** By whose numbers the vendor names orders, though there is no such account. */
  readonly unknownAccounts = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly unread = new Map<string, UnreadRow>();
  private previous: PagePass | undefined;
  private pass = new PagePass();
  private cursors = new Set<string>();
  private repeat = new PageRepeat();
  private passes = 0;
  private unnumbered = 0;

  constructor(private readonly limits: WalkLimits) {}

  /** The next page is the first of a pass. */
  get atStart(): boolean {
    return this.cursor === null;
  }

  /** Different numbers of the window listed so far. */
  get orders(): number {
    return this.seen.size;
  }

  /** Where the listing begins; undefined until that is known. */
  get from(): Date | undefined {
    return this.listing?.from;
  }

  /** The listing begins there, and lists more than its window. */
  get reachesBack(): boolean {
    return this.listing !== undefined && this.listing.from < this.listing.windowFrom;
  }

  /** Begins the listing, as if nothing had been listed. */
  begin(listing: Listing): void {
    this.listing = listing;
    this.unread.clear();
    this.previous = undefined;
    this.beginPass();
  }

  /** Takes in an answered page and says how the reading goes on: a page that repeats the one before is asked for once more. */
  take(page: SourcePage): Step {
    this.pages += 1;
    const { repeat } = this;
    if (repeat.of(pageContent(page))) return repeat.isAskedAgain ? repeatedPage(this.pass.length) : 'more';
    const vendorNos = [...page.observations, ...page.unread].flatMap(({ vendorNo }) => vendorNo ?? []);
    this.pass.add(vendorNos);
    const older = new Set(
      page.observations.filter((one) => this.isOlder(one)).map(({ vendorNo }) => vendorNo),
    );
    for (const vendorNo of vendorNos) if (!older.has(vendorNo)) this.seen.add(vendorNo);
    for (const { vendorNo } of page.observations) this.unread.delete(`no ${vendorNo}`);
    this.addUnread(page.unread);
    if (page.next !== null) return this.goOn(page.next);
    return page.notWhole === undefined ? this.endPass() : new WindowError('not_whole', page.notWhole);
  }

  /** Rows that were listed, but are not in the ledger. Those without a number are told by their place in the pass. */
  addUnread(rows: readonly UnreadRow[]): void {
    for (const row of rows) {
      const key = row.vendorNo === null ? `row ${String((this.unnumbered += 1))}` : `no ${row.vendorNo}`;
      this.unread.set(key, row);
    }
  }

  /** All others are recorded. */
  get unreadRows(): readonly UnreadRow[] {
    return [...this.unread.values()];
  }

  /** Rows of which not even the number could be read: nobody can tell whether they belong to the window. */
  get hasNameless(): boolean {
    return this.unreadRows.some(({ vendorNo }) => vendorNo === null);
  }

  /** It belongs to an earlier window. */
  private isOlder({ placement }: OrderObservation): boolean {
    const placedAt = placement?.placedAt ?? null;
    if (this.listing === undefined || !this.reachesBack || placedAt === null) return false;
    return placedAt < this.listing.windowFrom;
  }

  private goOn(next: string): Step {
    if (this.cursors.has(next)) {
      return new WindowError('repeated_cursor', 'the vendor gave the same cursor twice: the list never ends');
    }
    if (this.pass.length >= this.limits.mostPages) {
      const most = String(this.limits.mostPages);
      return new WindowError('too_many_pages', `the window has more than ${most} pages`);
    }
    this.cursors.add(next);
    this.cursor = next;
    return 'more';
  }

  private endPass(): Step {
    this.passes += 1;
    const isEnough = !this.limits.pagesShift || this.pass.length === 1;
    if (isEnough || this.previous?.agreesWith(this.pass) === true) return 'whole';
    if (this.passes >= this.limits.mostPasses) {
      const passes = String(this.passes);
      return new WindowError('rows_keep_moving', `rows moved between pages in each of ${passes} passes`);
    }
    this.previous = this.pass;
    this.beginPass();
    return 'more';
  }

  private beginPass(): void {
    this.pass = new PagePass();
    this.unnumbered = 0;
    this.cursors = new Set();
    this.repeat = new PageRepeat();
    this.cursor = null;
  }
}

const repeatedPage = (pages: number): WindowError =>
  new WindowError(
    'repeated_page',
    `the page behind page ${String(pages)} is that page again, asked for twice`,
  );
