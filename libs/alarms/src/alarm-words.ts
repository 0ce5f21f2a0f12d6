import type { AlarmParams } from './alarm.js';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type TextInBoth = Readonly<Record<Language, string>>;

/** Lines of a message; in braces what they name. */
export type AlarmLine = 'opened' | 'ended' | 'digest' | 'test' | 'more';

/** What alarms and messages say in words: the contract's, which this lib may not import. */
export interface AlarmWords {
  sentence(kind: string, params: AlarmParams): TextInBoth;
  readonly lines: Readonly<Record<AlarmLine, TextInBoth>>;
}
