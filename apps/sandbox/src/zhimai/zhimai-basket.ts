import type { Basket } from '../invented/basket.js';
import type { Header } from './zhimai-fields.js';
import type { ZhimaiAddr, ZhimaiItem } from './zhimai-order-input.js';

export const itemsOfBasket = ({ lines }: Basket): ZhimaiItem[] =>
  lines.map(({ dish, quantity }) => ({
    itemName: dish.itemName,
    itemSpec: dish.itemSpec,
    itemUnit: dish.itemUnit,
    num: quantity,
    itemPrice: dish.priceFen,
    costPrice: Math.round(dish.priceFen * 0.4),
    discountAmount: 0,
    packAmount: dish.packFen,
  }));

export function addrOfBasket({ delivered, person }: Basket): ZhimaiAddr | null {
  if (!delivered) return null;
  return {
    acceptName: person.name,
    mobile: person.phone,
    provinceName: '上海市',
    cityName: '上海市',
    areaName: '徐汇区',
    street: person.address,
    doorNumber: '101室',
    label: '公司',
    lat: '31.188000',
    lng: '121.436000',
    sex: 1,
    zip: null,
  };
}

/**
 * What the vendor itself fills in. orderType 12 = pickup, 13 = delivery and source 1 = WeChat are
 * V3's numbers; V2's are unknown.
 */
export const headerOfBasket = (basket: Basket, orderNo: string): Header => ({
  userId: basket.userId,
  mobile: basket.person.phone,
  discountAmount: basket.discountFen,
  freightAmount: basket.freightFen,
  orderType: basket.delivered ? 13 : 12,
  orderSubType: 0,
  bizSubType: 0,
  source: 1,
  fromSystem: 1,
  payModel: 1,
  isAlone: 0,
  isReceipt: 1,
  invoiceType: 0,
  changeAmount: 0,
  buyerRemarks: basket.delivered ? '少放辣' : null,
  payNo: `P${orderNo}`,
  thirdPayNo: `4200${orderNo}`,
});
