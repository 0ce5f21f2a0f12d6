import { z } from 'zod';
import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { SECRET_PREFIX } from '../shop/shop-signature.js';

export const ROBOT_KINDS = ['webhook', 'wecom', 'dingtalk', 'feishu'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

/** A group's robot, or who takes Standard Webhooks, that somebody posts to. */
export const robotInput = z
  .strictObject({
    kind: z.enum(ROBOT_KINDS),
    /** In its URL. */
    key: z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _'),
    secret: z.string().min(8).optional(),
    /** What a text has to have in it. */
    keyword: z.string().min(1).optional(),
    perMinute: z.int().min(1).max(1_000_000).default(20),
  })
  .refine(({ kind, secret }) => kind !== 'wecom' || secret === undefined, 'wecom knows no secret')
  .refine(
    ({ kind, secret }) => kind !== 'webhook' || secret?.startsWith(SECRET_PREFIX) === true,
    `a webhook has a secret that begins with ${SECRET_PREFIX}`,
  );

export type Robot = z.output<typeof robotInput>;

/** A message that was taken. */
export interface Received {
  readonly kind: RobotKind;
  readonly key: string;
  readonly at: number;
  /** Of a robot. */
  readonly text: string | null;
  /** Of a Standard Webhook. */
  readonly id: string | null;
  readonly payload: unknown;
}

const MINUTE_MS = 60_000;
const MOST_KEPT = 10_000;

/** Robots, which outlive the sandbox, and what they were told, which does not. */
export class Robots implements Remembered {
  private readonly robots = new Map<string, Robot>();
  private received: readonly Received[] = [];

  readonly replay = {
    'robots.robot': (record: JournalRecord): void => {
      this.keep(robotInput.parse(record['robot']));
    },
  };

  constructor(
    private readonly journal: Journal,
    private readonly now: () => number,
  ) {}

  save(robot: Robot): Robot {
    this.keep(robot);
    this.journal.append([{ kind: 'robots.robot', robot }]);
    return robot;
  }

  snapshot(): JournalRecord[] {
    return [...this.robots.values()].map((robot) => ({ kind: 'robots.robot', robot }));
  }

  private keep(robot: Robot): void {
    this.robots.set(`${robot.kind} ${robot.key}`, robot);
  }

  get(kind: RobotKind, key: string): Robot | undefined {
    return this.robots.get(`${kind} ${key}`);
  }

  get size(): number {
    return this.robots.size;
  }

  take({ kind, key }: Robot, said: Pick<Received, 'text' | 'id' | 'payload'>): void {
    this.received = [...this.received, { kind, key, at: this.now(), ...said }].slice(-MOST_KEPT);
  }

  isTooFast(robot: Robot): boolean {
    const since = this.now() - MINUTE_MS;
    return this.of(robot).filter(({ at }) => at > since).length >= robot.perMinute;
  }

  /** The oldest first. */
  of({
    kind,
    key,
  }: {
    readonly kind?: RobotKind | undefined;
    readonly key?: string | undefined;
  }): readonly Received[] {
    return this.received.filter(
      (one) => (kind === undefined || one.kind === kind) && (key === undefined || one.key === key),
    );
  }
}
