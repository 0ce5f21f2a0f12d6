import type { Fen } from '#domain/money.js';
import type { Figures } from '../../figures/figures.js';

/** A store as a file names it. */
export interface ExportedStore {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly businessDayStart: string;
}

/** What the total of an hour is made of, in the order of its columns. */
export const EXPORTED_PARTS = [
  'grossFen',
  'discountFen',
  'freightFen',
  'packagingFen',
  'serviceFen',
  'roundingFen',
  'refundFen',
] as const;
export type ExportedPart = (typeof EXPORTED_PARTS)[number];
export type ExportedParts = Readonly<Record<ExportedPart, Fen>>;

/** A derived hour at its latest revision. */
export interface ExportedHour extends Figures {
  readonly store: ExportedStore;
  readonly start: Date;
  readonly revision: number;
  readonly provisional: boolean;
  /** Null where nothing but the total is known. */
  readonly parts: ExportedParts | null;
  /** By the vendor's word for the method; what is left of the total is none's. */
  readonly payments: ReadonlyMap<string, Fen>;
}
