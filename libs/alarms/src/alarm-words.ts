import type { AlarmParams } from './alarm.js';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type TextInBoth = Readonly<Record<Language, string>>;

/** Lines of a message; in braces what they name. */
export type AlarmLine = 'opened' | 'ended' | 'digest' | 'test' | 'more' | 'page' | 'link';

/** The page of the console that shows it, and its address where that is known. */
export interface WhereToLook {
  readonly page: TextInBoth;
  readonly url: string | null;
}

/** What alarms and messages say in words: the contract's, which this lib may not import. */
export interface AlarmWords {
  sentence(kind: string, params: AlarmParams): TextInBoth;
  /** Null: the log alone tells more. */
  where(alarm: {
    readonly kind: string;
    readonly subject: string;
    readonly params: AlarmParams;
  }): WhereToLook | null;
  /** Where all alarms are. */
  readonly list: WhereToLook;
  readonly lines: Readonly<Record<AlarmLine, TextInBoth>>;
}
