import { NumberedPages } from '../numbered-pages.js';
import type { FoundOrders } from './suning-answer.js';
import type { SuningMerchant, SuningMerchants } from './suning-merchants.js';
import { keyOf, type SuningOrder } from './suning-order.js';
import type { SuningOrders } from './suning-orders.js';
import { answersType, type SuningQuery } from './suning-query.js';
import { SuningRefusal } from './suning-refusal.js';

/** Cuts windows of the changing orders into pages. */
export class SuningListing {
  private readonly pages: NumberedPages<SuningOrder>;

  constructor(
    private readonly merchants: SuningMerchants,
    private readonly orders: SuningOrders,
    now: () => number,
  ) {
    this.pages = new NumberedPages(now);
  }

  /** @throws SuningRefusal where nothing is found, also on a page behind the last, unless the merchant gets lists */
  find(merchant: SuningMerchant, query: SuningQuery): FoundOrders {
    const { orderSource, window, queryType, pageSize, pageNo } = query;
    const { appKey, windowTime } = merchant;
    const list = [appKey, windowTime, orderSource, window.from, window.to, queryType, pageSize].join('/');
    const wanted = answersType(queryType);
    const found = this.pages.page({ list, pageNo, pageSize, shifting: merchant.shiftPages }, () =>
      this.orders.within(merchant, orderSource, window, this.merchants.clockOf(merchant), wanted),
    );
    if (found.rows.length === 0 && merchant.noResult === 'error') {
      throw SuningRefusal.because('biz.handler.data-get:no-result');
    }
    return { total: found.total, rows: found.rows.map((order) => this.asItIs(order, merchant)) };
  }

  /** A page that was cut a while ago has its rows from then, but what they say is of now. */
  private asItIs(order: SuningOrder, merchant: SuningMerchant): SuningOrder {
    return this.orders.shownAt(keyOf(order), this.merchants.clockOf(merchant)) ?? order;
  }
}
