export interface Stretch {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

export interface DrawnSale {
  readonly vendorNo: string;
  readonly fate: string;
}

export function drawSales(how: Stretch & { readonly seed: number; readonly orders: number }): DrawnSale[];
