import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { ProductMapping } from '#accounts/products/products.store.js';
import { matchProduct } from '#accounts/products/product-match.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { faultOf } from '#connectors-core/fault.js';
import {
  CannotPlace,
  type ItemToPlace,
  type OrderSink,
  type OrderToPlace,
  type PlaceDocument,
} from '#connectors-core/order-sink.js';
import { lineKind } from '#domain/line-kind.js';
import type { Line } from '#domain/order-observation.js';
import type { LegDetails, LegFacts, OrderFacts } from '#ledger/order-facts.query.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import { held, type Shown } from '../dispatch-words.js';
import type { DispatchDetail } from '../dispatch-detail.js';
import { judgedFacts } from '../judged-facts.js';
import { factsOf, type PlacedFacts } from '../placed-facts.js';
import { type SentOrder, sentOrder } from '../sent-order.js';
import { NOT_BOUND, paidSince } from '../plan/place-rule.js';
import { type NotPlaced, whyNotPlaced } from '../plan/wanted-rule.js';
import type { DispatchSettlement } from '../claimed/settle.store.js';
import { ended, failedTry, heldFor, postponed } from '../claimed/settlement.js';
import { placeWithinMs } from '../till-settings.js';

/** A claimed order, and what is true of it under its lock. */
export interface OrderInHand {
  readonly claimed: ClaimedDispatch;
  readonly active: ActiveAccount;
  readonly sink: OrderSink;
  readonly order: OrderFacts | undefined;
  readonly details: LegDetails | undefined;
  /** Whether the order waits while its storefront's account does not know what is said of it. */
  readonly holdsUnknown: boolean;
  /** Whether the account places orders by itself. */
  readonly switchedOn: boolean;
  readonly mappings: readonly ProductMapping[];
  readonly now: Date;
  readonly share: () => number;
}

/** What is sent, or where the command stands instead. */
export type Prepared =
  | { readonly document: PlaceDocument; readonly facts: PlacedFacts; readonly sent: SentOrder }
  | { readonly instead: DispatchSettlement };

/** Planning is about to look at it: then it knows more. */
const SOON_MS = 1_000;

export function preparePlace(hand: OrderInHand): Prepared {
  const { claimed, order, now, details } = hand;
  const leg = order?.legs.find(({ id }) => id === claimed.leg_id);
  const soon = { instead: postponed(claimed, new Date(now.getTime() + SOON_MS), null) };
  if (order === undefined || leg === undefined || details === undefined) return soon;
  const ground = { ...hand, leg, order, cause: claimed.cause, placeWithinMs: placeWithinMs(hand.active) };
  const not = whyNotPlaced(ground);
  if (not === undefined) return documentOf(hand, leg, details);
  return not.to === 'soon' ? soon : { instead: insteadOf(claimed, now, not) };
}

const insteadOf = (claimed: ClaimedDispatch, now: Date, { to, why }: NotPlaced): DispatchSettlement =>
  to === 'held' ? heldFor(claimed, now, why, null) : ended(claimed, now, 'withdrawn', why);

const NO_AMOUNTS = held('no_sale_amount', 'the storefront has named no amounts');

function documentOf(hand: OrderInHand, leg: LegFacts, { lines, contact }: LegDetails): Prepared {
  const { claimed, now } = hand;
  const { amounts, payment, service, placement } = leg.folded;
  const { items, deductions, unmapped } = toItems(lines, claimed.account_id, hand.mappings);
  if (unmapped.length > 0) return heldAsSaid(hand, leg, unmappedItems(unmapped), { items: unmapped });
  if (claimed.store === null) return { instead: heldFor(claimed, now, NOT_BOUND, null) };
  if (amounts === undefined) return heldAsSaid(hand, leg, NO_AMOUNTS);
  return made(hand, leg, factsOf(leg, lines), {
    marker: claimed.marker ?? '',
    vendorNo: leg.orderNo,
    placedAt: placement?.value.placedAt ?? paidSince(leg),
    paymentMethod: payment?.value.method ?? null,
    payments: payment?.value.payments ?? [],
    items,
    deductions,
    amounts: amounts.value,
    service: service?.value ?? null,
    contact,
    store: claimed.store,
  });
}

function made(hand: OrderInHand, leg: LegFacts, facts: PlacedFacts, order: OrderToPlace): Prepared {
  const { claimed, active, sink, now, share } = hand;
  try {
    const document = sink.document(order, active.account);
    return { document, facts, sent: sentOrder(document, order.items) };
  } catch (error) {
    if (error instanceof CannotPlace) return heldAsSaid(hand, leg, held(error.obstacle, error.message));
    // Nothing was sent: a setting that a person corrects, or a fault of ours.
    const fault = faultOf(error, 'invalid_config');
    const code = error instanceof ConnectorError ? fault.code : 'invalid_config';
    return { instead: failedTry(claimed, { ...fault, code }, now, share) };
  }
}

/** For what the order says, or the account's settings and mappings: once it says something else it is tried again. */
const heldAsSaid = (
  { claimed, now }: OrderInHand,
  { folded }: LegFacts,
  why: Shown,
  detail: DispatchDetail = {},
): Prepared => ({ instead: heldFor(claimed, now, why, { ...detail, judged: judgedFacts(folded) }) });

type Unmapped = Pick<Line, 'itemName' | 'itemSpec'>;

/**
 * A storefront's lines as the till knows them; each item that it does not know is named once. What takes off is no
 * product, and a line of nothing is left out.
 */
export function toItems(lines: readonly Line[], accountId: string, mappings: readonly ProductMapping[]) {
  const items: ItemToPlace[] = [];
  const unmapped = new Map<string, Unmapped>();
  for (const line of lines.filter((each) => lineKind(each) === 'sold')) {
    const { itemName, itemSpec } = line;
    const mapping = matchProduct(mappings, { accountId, itemName, itemSpec });
    if (mapping === undefined) unmapped.set(JSON.stringify([itemName, itemSpec]), { itemName, itemSpec });
    else items.push({ ...line, productUid: mapping.productUid, units: mapping.units });
  }
  const deductions = lines.filter((line) => lineKind(line) === 'deduction');
  return { items, deductions, unmapped: [...unmapped.values()] };
}

const unmappedItems = (items: readonly Unmapped[]): Shown =>
  held(
    'unmapped_item',
    `no product of the till is mapped to: ${items
      .map(({ itemName, itemSpec }) => (itemSpec === null ? itemName : `${itemName} (${itemSpec})`))
      .join(', ')}`,
  );
