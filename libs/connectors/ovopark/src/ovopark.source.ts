import type { Account } from '#connectors-core/account.js';
import type { AccountCheck, Source } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { PageRequest, SourcePage, SourcePages } from '#connectors-core/source-pages.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { MOST_PAGES, pageOf, placeOf } from './ovopark.listing.js';
import { userOf } from './ovopark.login.js';
import { readRow } from './ovopark.mapper.js';
import type { Reading } from './ovopark.mapper.js';
import { SEARCH_METHOD, searchParams, WINDOW_MS } from './ovopark.search.js';
import { storeParameter } from './ovopark.store-id.js';
import type { OvoparkUserClient } from './ovopark-user.client.js';

const MINUTE_MS = 60_000;

/** The tickets that Ovopark has of each bound store, by `open.ovopark.pos.searchPos` v1. */
class OvoparkPages implements SourcePages {
  /** The page names neither bound, so nobody knows what they are times of. */
  readonly windowTime = 'unknown';
  readonly largestWindowMs = WINDOW_MS;
  /** Nothing waits for these legs, and every further call costs a 300th of the day's quota: rather late than twice. */
  readonly lagMs = 5 * MINUTE_MS;
  /**
   * A ticket may become visible 180 s late. Lag and overlap together are how late a ticket may be and still be
   * found: here more than twice that.
   */
  readonly overlapMs = 2 * MINUTE_MS;
  readonly mostPages = MOST_PAGES;
  /** Pages are counted, not continued from a ticket: one that comes in between moves all behind it. */
  readonly pagesShift = true;

  constructor(private readonly client: OvoparkUserClient) {}

  /** One a bound store, by its vendor store id; none without a user to log in as. */
  streams({ config }: Account<OvoparkConfig>, vendorStoreIds: readonly string[]): readonly string[] {
    return userOf(config) === undefined ? [] : [...new Set(vendorStoreIds)];
  }

  intervalMs({ config }: Account<OvoparkConfig>): number {
    return config.pollSeconds * 1000;
  }

  async page({ stream, window, cursor }: PageRequest, account: Account<OvoparkConfig>): Promise<SourcePage> {
    const { config } = account;
    const place = placeOf(cursor);
    const params = searchParams({ store: stream, window, pageNumber: place.pageNumber }, config);
    const { value, sentAt, body } = await this.client.ask(
      { method: SEARCH_METHOD, params, read: (answered) => pageOf(answered, place, config) },
      account,
    );
    const reading: Reading = {
      store: stream,
      parameter: storeParameter(stream),
      asOf: sentAt,
      names: config,
    };
    const rows = value.rows.map((row) => readRow(row, reading));
    return {
      observations: rows.filter((row) => 'asOf' in row),
      unread: rows.filter((row) => 'message' in row),
      next: value.next,
      rawBody: body,
    };
  }
}

/** No ticket can be asked for alone. */
export class OvoparkSource implements Source {
  readonly pages: SourcePages;

  constructor(private readonly client: OvoparkUserClient) {
    this.pages = new OvoparkPages(client);
  }

  /**
   * Logs in: the only question that costs none of searchPos' calls.
   * @throws ConnectorError; `unsupported` for an account that only reports
   */
  async check(account: Account<OvoparkConfig>): Promise<AccountCheck> {
    if (userOf(account.config) === undefined) {
      throw new ConnectorError(
        'unsupported',
        'without a user name and a password there is no question to ask: a wrong key shows with the first report',
      );
    }
    await this.client.logInAnew(account);
    return {
      message:
        'logged in: key, secret, user name and password are taken. Reports and searches were not tried',
    };
  }
}
