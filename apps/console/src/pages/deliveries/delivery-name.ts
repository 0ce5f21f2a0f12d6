import type { Delivery } from '../../api/deliveries.js';

/** By what people speak of it: the first order that it names, else the beginning of its id. */
export const deliveryName = ({ id, references }: Pick<Delivery, 'id' | 'references'>): string =>
  references[0]?.vendorNo ?? id.slice(0, 8);
