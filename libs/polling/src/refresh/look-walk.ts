import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { pageContent } from '#connectors-core/page-content.js';
import { PageRepeat } from '#connectors-core/page-repeat.js';
import type { ReservedCalls } from '#connectors-core/reserved-calls.js';
import type { SourcePage } from '#connectors-core/source-pages.js';
import { together } from '#database/together.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type OpenedBy, type Recording, toRecording } from '#ledger/recording.js';
import type { PagedAccount } from '../accounts/polling-accounts.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { Sightings } from '../open-legs/sightings.js';
import type { Stretch } from '../windows/window-plan.js';
import { type DueLook, knownNumbers } from './looks.store.js';

export interface Look {
  readonly due: DueLook;
  readonly paged: PagedAccount;
  /** As the connector is asked. */
  readonly vendorStream: string;
  readonly stretch: Stretch;
}

export interface LookEnd {
  readonly pages: number;
  /** Every page of the stretch was read. */
  readonly isWhole: boolean;
  /** A call was not granted: when it may be. */
  readonly retryAt?: Date;
}

/**
 * Lists a stretch for the sake of the open legs in it, in one pass: a leg that slipped from page to page meanwhile is
 * fetched by itself.
 */
export class LookWalk {
  private readonly sightings: Sightings;

  constructor(private readonly parts: PollingParts) {
    this.sightings = new Sightings(parts.instance, parts.settings);
  }

  /**
   * @throws what the connector or the database says
   * @throws ConnectorError `invalid_response` for a list that gives one page for every place in it
   */
  async read(look: Look, mostPages: number): Promise<LookEnd> {
    const beganAt = this.parts.clock.now();
    const repeat = new PageRepeat();
    let cursor: string | null = null;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const reserved = await this.parts.quota.reserve(look.paged.active, 'fetch');
      if (!reserved.granted) return { pages, isWhole: false, retryAt: reserved.retryAt };
      const page: SourcePage = await this.page(look, cursor, reserved.calls);
      if (repeat.of(pageContent(page))) {
        if (repeat.isAskedAgain) throw repeatedPage();
        continue;
      }
      await this.record(look, page);
      if (page.next === null || page.next === cursor)
        return this.end(look, page, { pages: pages + 1, beganAt });
      cursor = page.next;
    }
    return { pages: mostPages, isWhole: false };
  }

  private page(
    { paged, vendorStream, stretch }: Look,
    cursor: string | null,
    reserved: ReservedCalls,
  ): Promise<SourcePage> {
    const window = { from: new Date(stretch.from), to: new Date(stretch.to) };
    const request = { stream: vendorStream, window, cursor };
    const ask = () => paged.pages.page(request, paged.active.account);
    const page = withinCall({ purpose: 'fetch', reserved }, ask);
    return page.finally(() => this.parts.quota.giveBack(reserved));
  }

  private async end(
    { due, paged, stretch }: Look,
    page: SourcePage,
    { pages, beganAt }: { readonly pages: number; readonly beganAt: Date },
  ): Promise<LookEnd> {
    if (page.next !== null || page.notWhole !== undefined) return { pages, isWhole: false };
    const { account_id, stream } = due;
    const listing = { account_id, stream, from: new Date(stretch.from), to: new Date(stretch.to), beganAt };
    const now = this.parts.clock.now();
    await this.parts.database.transaction((sql) => this.sightings.ended(sql, paged, listing, now));
    return { pages, isWhole: true };
  }

  /** A row that cannot be recorded stops only itself: it counts as missing. */
  private async record(look: Look, page: SourcePage): Promise<void> {
    const numbers = await DeclaredNumbers.in(page.observations, this.parts.accounts);
    const { paged, due, stretch } = look;
    if (page.observations.length === 0) return;
    const vendorNos = page.observations.map(({ vendorNo }) => vendorNo);
    const known = await knownNumbers(this.parts.database, due.account_id, vendorNos);
    // What nobody had seen before the stream began is no news, and no command follows from it.
    const opens: OpenedBy = stretch.from < due.starts_at.getTime() ? 'backfill' : 'live';
    const recordings = page.observations.map((observation) => {
      const by = known.has(observation.vendorNo) ? {} : { by: opens };
      return toRecording(paged.active, { observation, evidence: { body: page.rawBody }, ...by }, numbers);
    });
    await together(recordings, (some) => this.write(look, some));
  }

  private async write({ due, paged }: Look, recordings: readonly Recording[]): Promise<readonly true[]> {
    await this.parts.database.transaction(async (sql) => {
      const recorded = await this.parts.ledger.recordOn(sql, recordings);
      const legIds = recorded.map(({ legId }) => legId);
      await this.sightings.seen(sql, { paged, stream: due.stream, legIds, now: this.parts.clock.now() });
    });
    return recordings.map(() => true);
  }
}

const repeatedPage = (): ConnectorError =>
  new ConnectorError('invalid_response', 'a page is the one before again, asked for twice');
