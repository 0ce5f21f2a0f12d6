import type { Linked } from '#reconciliation/links/linking.service.js';

export const toRelinked = (linked: Linked) => ({
  id: linked.linkIds[0] ?? '',
  linkIds: [...linked.linkIds],
  legIds: [...linked.legIds],
  orderIds: [...linked.orderIds],
  held: [...linked.held],
});
