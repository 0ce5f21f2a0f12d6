export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** JSON over HTTP, as any client of ours would speak it. */
export class RestClient {
  constructor(
    private readonly base: string,
    private readonly key?: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.call('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call('PUT', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call('PATCH', path, body);
  }

  delete(path: string): Promise<void> {
    return this.call('DELETE', path);
  }

  /** Every item of a list, page by page. */
  async all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const joined = `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: Page<Item> = await this.get<Page<Item>>(joined);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  /** Asks again until the answer is as wanted; the test's own time-out ends it. */
  async until<T>(path: string, wanted: (answer: T) => boolean): Promise<T> {
    for (;;) {
      const answer = await this.get<T>(path);
      if (wanted(answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.base}/${path}`, {
      method,
      headers: {
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
