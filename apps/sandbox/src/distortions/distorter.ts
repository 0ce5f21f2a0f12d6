import { RandomMoments } from '../invented/random-moments.js';
import { MOST_WAITING } from '../invented/crowd.js';
import type { StoreChoice } from '../invented/storefront.js';
import type { PospalOrder } from '../pospal/pospal-order.js';
import { rungUpOrder } from '../pospal/pospal-rung-up.js';
import { tillOrderInput } from '../pospal/pospal-till-orders.js';
import { pick, type Random } from '../random.js';
import type { Life } from '../running-groups.js';
import { keyOf } from '../suning/suning-order.js';
import type { DistortionKind } from './distortion.js';
import type { DistortionsInput } from './distortions-input.js';
import type { DistortionWorld } from './distortion-world.js';
import { LaterActs } from './later-acts.js';
import { SENDER_ACTS, sendAgain, type SenderActKind } from './sender-acts.js';
import { watchErrors } from './suning-errors.js';
import { namesOf, TILL_ACTS, type TillAct, type TillActKind } from './till-acts.js';
import { namedAt, placeStory, type Story, WaitingStories } from './told-stories.js';

interface TillStory extends Story {
  readonly kind: TillActKind;
}

/**
 * Tells stories that go wrong, now and then, and notes each. They are orders of its own: what customers, staff and
 * couriers do with theirs stays as it is.
 */
export class Distorter implements Life {
  private readonly moments: RandomMoments;
  private readonly later = new LaterActs();
  private readonly waiting = new WaitingStories<TillStory>();
  private unwatch: (() => void)[] = [];

  constructor(
    private readonly world: DistortionWorld,
    private readonly choices: readonly [StoreChoice, ...StoreChoice[]],
    private readonly input: DistortionsInput,
    private readonly random: Random,
  ) {
    this.moments = new RandomMoments(random);
  }

  start(): void {
    const { pospal, suning, record } = this.world;
    this.unwatch = [
      pospal.desk.placed.add((order) => {
        this.arrived(order);
      }),
      watchErrors(suning.desk, record, this.input.noticeMinutes),
    ];
    this.moments.every(this.input.perMinute, () => {
      this.tellOne();
    });
  }

  stop(): void {
    this.moments.stop();
    this.later.stop();
    for (const end of this.unwatch) end();
  }

  private tellOne(): void {
    if (this.choices.some(({ storefront }) => storefront.waiting() >= MOST_WAITING)) return;
    const kind = pick(this.random, this.input.kinds);
    if (kind === 'rung_up') this.ringUp();
    else if (isSent(kind)) this.sendWrong(kind);
    else this.bringToTill(kind);
  }

  private ringUp(): void {
    const { pospal, now } = this.world;
    const till = pospal.tills.known(pick(this.random, this.input.tills));
    const input = tillOrderInput.parse({ appId: till.appId, seed: String(this.random()) });
    const { orderNo, appId } = pospal.desk.place(till, 'till', rungUpOrder(till, input, now()));
    this.note('rung_up', [{ vendor: 'pospal', orderNo }], this.input.storefrontOnly.includes(appId));
  }

  private sendWrong(kind: SenderActKind): void {
    const act = SENDER_ACTS[kind];
    const story = this.place({ delivered: false, notify: act.notify });
    const distortion = this.note(kind, [namedAt(story)]);
    sendAgain(act, story, distortion, {
      lateMs: this.input.lateMs,
      later: this.later,
      end: (one) => {
        this.world.record.end(one);
      },
    });
  }

  private bringToTill(kind: TillActKind): void {
    const { delivered, standsStill } = actOf(kind);
    const story = this.place({ delivered, notify: true });
    if (standsStill)
      for (const order of this.shippedOf(story)) this.world.suning.orders.setAside(keyOf(order));
    this.waiting.add({ ...story, kind });
  }

  /** Some order has come to a till; whoever brought it there is left a moment to write down that it did. */
  private arrived(order: PospalOrder): void {
    const story = this.waiting.take(order);
    if (story === undefined) return;
    if (actOf(story.kind).standsStill) this.world.pospal.orders.setAside(order.orderNo);
    this.later.after(this.input.settleMs, () => {
      this.distort(story, order.orderNo);
    });
  }

  private distort(story: TillStory, tillNo: string): void {
    const { pospal } = this.world;
    const { act, delivered } = actOf(story.kind);
    const order = pospal.orders.get(tillNo);
    const shipped = this.shippedOf(story);
    if (order === undefined || (delivered && shipped.length === 0)) return;
    const at = { story, order, random: this.random, shipped };
    const others = act(this.world, at);
    // An error is noted where Suning shows it, as any other of Suning's.
    if (story.kind !== 'order_error') this.note(story.kind, [...namesOf(at), ...others]);
  }

  private place(wished: { readonly delivered: boolean; readonly notify: boolean }): Story {
    return placeStory(this.choices, wished, this.random, this.world.now());
  }

  private shippedOf({ orderNo }: Story) {
    return this.world.suning.orders.named(orderNo, this.input.appKeys);
  }

  private note(
    kind: DistortionKind,
    orders: Parameters<DistortionWorld['record']['note']>[1],
    canBeFound = true,
  ) {
    return this.world.record.note(kind, orders, { noticeMinutes: this.input.noticeMinutes, canBeFound });
  }
}

const isSent = (kind: Exclude<DistortionKind, 'rung_up'>): kind is SenderActKind =>
  Object.hasOwn(SENDER_ACTS, kind);

const actOf = (kind: TillActKind): TillAct => TILL_ACTS[kind];
