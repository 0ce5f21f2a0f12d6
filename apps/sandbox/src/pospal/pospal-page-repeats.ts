import type { PospalTill } from './pospal-tills.js';

interface LastPage {
  readonly data: string;
  /** The cursor that was answered with the page before; asked for again, it is answered rightly. */
  readonly repeatedAt: string | null;
}

/** Tills that answer a page with the one before, once; what was answered last is forgotten at a restart. */
export class PageRepeats {
  private readonly last = new Map<string, LastPage>();

  /** @param data what is right. @returns what is said */
  pageOf({ appId, repeatPages }: PospalTill, body: unknown, data: string): string {
    if (repeatPages !== 'once') return data;
    const cursor = cursorIn(body);
    const before = this.last.get(appId);
    if (cursor === null || before === undefined || before.repeatedAt === cursor) {
      this.last.set(appId, { data, repeatedAt: null });
      return data;
    }
    this.last.set(appId, { data: before.data, repeatedAt: cursor });
    return before.data;
  }
}

function cursorIn(body: unknown): string | null {
  const { postBackParameter } = Object(body) as { postBackParameter?: { parameterValue?: string } };
  return postBackParameter?.parameterValue ?? null;
}
