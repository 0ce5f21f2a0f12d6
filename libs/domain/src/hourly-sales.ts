import type { Fen } from './money.js';

/** One store's sales in one store-local hour, as the ledger knows them. */
export interface HourlySales {
  /** The hour's first instant; see business-time for what an hour is. */
  readonly hourStart: Date;
  readonly hourEnd: Date;
  /** IANA zone of the store. */
  readonly timeZone: string;
  readonly totalFen: Fen;
  /** Orders sold. */
  readonly orders: number;
  /** Items sold, a weighed line counting as one. */
  readonly items: number;
  /** Order lines sold. */
  readonly lines: number;
}
