import type { Language } from '../alarm-words.js';
import type { QuietHours } from './quiet-hours.js';

/** `webhook`: Standard Webhooks · `wecom`, `dingtalk`, `feishu`: the robot of a group there. */
export const ADDRESS_KINDS = ['webhook', 'wecom', 'dingtalk', 'feishu'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** What of an address is kept encrypted: a robot's URL is its key. */
export interface AddressSecrets {
  readonly url: string;
  /** What messages are signed with; null: they are not. */
  readonly secret: string | null;
}

/** Where alarms are sent to. */
export interface Address extends AddressSecrets {
  readonly id: string;
  readonly kind: AddressKind;
  readonly name: string;
  readonly language: Language;
  /** Of which kinds it hears; empty: of all. */
  readonly kinds: readonly string[];
  /** Begins each text; some robots take only texts with a word in them. */
  readonly prefix: string | null;
  readonly quiet: QuietHours | null;
  readonly paused: boolean;
}
