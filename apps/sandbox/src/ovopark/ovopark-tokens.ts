import { randomBytes } from 'node:crypto';
import type { OvoparkEnterprise } from './ovopark-enterprises.js';

interface Token {
  readonly akey: string;
  readonly userName: string;
  readonly expiresAt: number;
}

/** Tokens that logins gave out; forgotten at a restart, which ends them all. */
export class OvoparkTokens {
  private readonly byText = new Map<string, Token>();

  constructor(private readonly clock: (akey: string) => number) {}

  issue(enterprise: OvoparkEnterprise, userName: string): { token: string; expiresAt: number } {
    const { akey, tokenTtlMs, oneToken } = enterprise;
    const now = this.clock(akey);
    for (const [text, known] of this.byText) {
      const replaced = oneToken && known.akey === akey && known.userName === userName;
      if (replaced || known.expiresAt <= this.clock(known.akey)) this.byText.delete(text);
    }
    const token = randomBytes(24).toString('hex');
    this.byText.set(token, { akey, userName, expiresAt: now + tokenTtlMs });
    return { token, expiresAt: now + tokenTtlMs };
  }

  /** Whether it was given out under this key and has not ended. */
  isValid(token: string, akey: string): boolean {
    const known = this.byText.get(token);
    return known?.akey === akey && known.expiresAt > this.clock(akey);
  }

  /** Ends every token of the key, or of all. @returns how many */
  end(akey?: string): number {
    const ended = [...this.byText].filter(([, token]) => akey === undefined || token.akey === akey);
    for (const [text] of ended) this.byText.delete(text);
    return ended.length;
  }
}
