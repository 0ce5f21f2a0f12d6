import { callContext } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Connector, SalesPayload, SalesReceipt } from '#connectors-core/connector.js';
import { fenToYuan } from '#domain/money.js';

export type ToyAnswer = (payload: SalesPayload) => Promise<SalesReceipt>;

/** A vendor that keeps one report an hour, refuses a second one without cover, and counts what it hears. */
export class ToySink {
  /** Every report as it came in, in order. */
  readonly heard: SalesPayload[] = [];
  /** What it holds of each hour. */
  readonly hours = new Map<string, SalesPayload>();
  /** The most reports of one hour that were ever being answered at the same time. */
  mostAtOnce = 0;
  private readonly answering = new Map<string, number>();
  private readonly answers = new Map<string, ToyAnswer[]>();
  private readonly watchers = new Set<() => void>();

  readonly connector: Connector = {
    id: 'toy-sink',
    title: 'Toy sink',
    titles: { zh: 'Toy sink', en: 'Toy sink' },
    configFields: [],
    personalFields: [],
    limits: () => ({ requestsPerSecond: 1_000, concurrency: 4 }),
    sells: 'never',
    storeIds: 'vendor',
    salesSink: {
      payload: (sales, shopId, { cover }) => {
        if (shopId === 'unusable') throw new ConnectorError('invalid_config', 'no such shop');
        const { totalFen, orders, items, hourStart } = sales;
        const figures = { total: fenToYuan(totalFen), orders: String(orders), items: String(items) };
        return { shopId, hour: hourStart.toISOString(), ...figures, cover: cover ? '1' : '0' };
      },
      submit: async (payload) => {
        await this.passGate(payload);
        return this.answer(payload);
      },
    },
  };

  /** Once: what happens between a report's attempt being noted and its first byte. */
  beforeGate: ((payload: SalesPayload) => Promise<void>) | undefined;

  /** How the next report of this shop is answered; without it, honestly. */
  next(shopId: string, ...answers: ToyAnswer[]): void {
    this.answers.set(shopId, [...(this.answers.get(shopId) ?? []), ...answers]);
  }

  /** Takes the report as the vendor would. */
  take(payload: SalesPayload): SalesReceipt {
    const key = hourKey(payload);
    if (this.hours.has(key) && payload['cover'] === '0') {
      throw new ConnectorError('duplicate', 'sales submitted before', { vendorCode: '208001' });
    }
    this.hours.set(key, payload);
    this.tellWatchers();
    return { vendorCode: '0', message: 'ok' };
  }

  /** Resolves once the condition holds, looked at whenever something was heard or taken. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = (): void => {
        if (!condition()) return;
        this.watchers.delete(watch);
        resolve();
      };
      this.watchers.add(watch);
      watch();
    });
  }

  private async passGate(payload: SalesPayload): Promise<void> {
    const before = this.beforeGate;
    this.beforeGate = undefined;
    await before?.(payload);
    const why = await callContext()?.mayWrite?.();
    if (why !== undefined)
      throw new ConnectorError('unavailable', `not sent: ${why}`, { notSent: 'not_wanted' });
  }

  private async answer(payload: SalesPayload): Promise<SalesReceipt> {
    const key = hourKey(payload);
    const atOnce = (this.answering.get(key) ?? 0) + 1;
    this.answering.set(key, atOnce);
    this.mostAtOnce = Math.max(this.mostAtOnce, atOnce);
    this.heard.push(payload);
    this.tellWatchers();
    try {
      const next = this.answers.get(payload['shopId'] ?? '')?.shift();
      return next === undefined ? await Promise.resolve(this.take(payload)) : await next(payload);
    } finally {
      this.answering.set(key, (this.answering.get(key) ?? 1) - 1);
    }
  }

  private tellWatchers(): void {
    for (const watch of [...this.watchers]) watch();
  }
}

const hourKey = (payload: SalesPayload): string => `${payload['shopId'] ?? ''} ${payload['hour'] ?? ''}`;

export const failing =
  (...error: ConstructorParameters<typeof ConnectorError>): ToyAnswer =>
  async () => {
    throw new ConnectorError(...error);
  };

/** The report gets there, its answer does not get back. */
export const takenButUnanswered =
  (sink: ToySink): ToyAnswer =>
  async (payload) => {
    sink.take(payload);
    throw new ConnectorError('outcome_unknown', 'no answer');
  };

/** The answer is lost, and the report is worked off when told to: after whatever has come meanwhile. */
export function heldBack(sink: ToySink): { readonly answer: ToyAnswer; readonly arrive: () => void } {
  const late: SalesPayload[] = [];
  return {
    answer: async (payload) => {
      late.push(payload);
      throw new ConnectorError('outcome_unknown', 'no answer');
    },
    arrive: () => {
      for (const payload of late.splice(0)) sink.take(payload);
    },
  };
}

/** Answers only when told to. */
export function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    open: () => {
      open();
    },
    opened,
  };
}
