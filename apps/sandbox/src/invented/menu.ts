/** An invented menu. Prices are fen for one unit; a weighed dish's unit is a kilogram. */
export interface Dish {
  readonly itemName: string;
  readonly itemSpec: string | null;
  readonly itemUnit: string;
  readonly priceFen: number;
  readonly packFen: number;
  readonly weighed: boolean;
}

const dish = (itemName: string, priceFen: number, itemSpec: string | null = null, packFen = 0): Dish => ({
  itemName,
  itemSpec,
  itemUnit: '份',
  priceFen,
  packFen,
  weighed: false,
});

const byWeight = (itemName: string, priceFen: number): Dish => ({
  itemName,
  itemSpec: '散称',
  itemUnit: '千克',
  priceFen,
  packFen: 50,
  weighed: true,
});

export const MENU: readonly [Dish, ...Dish[]] = [
  dish('鲜肉小笼包', 1_880, '一笼八只', 100),
  dish('蟹粉小笼包', 4_280, '一笼六只', 100),
  dish('葱油拌面', 1_280, '大份', 100),
  dish('葱油拌面', 980, '小份', 100),
  dish('红烧牛肉面', 2_680, '加蛋', 150),
  dish('小馄饨', 1_150, null, 100),
  dish('生煎馒头', 1_099, '四只'),
  dish('咸豆浆', 650),
  dish('甜豆浆', 600, '热'),
  dish('粢饭团', 999),
  dish('油条', 350),
  dish('茶叶蛋', 250),
  dish('桂花酒酿圆子', 1_560, '中碗', 100),
  dish('冰镇酸梅汤', 880, '500ml'),
  byWeight('酱牛肉', 13_800),
  byWeight('盐水鸭', 7_960),
  byWeight('四喜烤麸', 4_550),
];
