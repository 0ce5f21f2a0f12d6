import { intBetween, pick, type Random } from '../random.js';
import { type Dish, MENU } from './menu.js';

interface Person {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

interface BasketLine {
  readonly dish: Dish;
  /** Decimal text: pieces, or kilograms to the gram. */
  readonly quantity: string;
}

/** What one invented customer wants, in no vendor's words yet. Amounts in fen. */
export interface Basket {
  readonly lines: readonly BasketLine[];
  readonly discountFen: number;
  readonly freightFen: number;
  readonly person: Person;
  /** 17 to 19 digits, beyond what a double holds: vendors' ids are 64-bit. */
  readonly userId: string;
  readonly delivered: boolean;
}

const FAMILY_NAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王'] as const;
const GIVEN_NAMES = ['一诺', '子涵', '梓晨', '若溪', '浩然', '思远', '雨桐', '小满'] as const;
const STREETS = ['示例路', '样品街', '虚构大道', '演示弄'] as const;

/** Nobody's name and a phone number of an unassigned-looking block, 1380000xxxx. */
function inventPerson(random: Random): Person {
  return {
    name: pick(random, FAMILY_NAMES) + pick(random, GIVEN_NAMES),
    phone: `1380000${String(intBetween(random, 0, 9_999)).padStart(4, '0')}`,
    address: `${pick(random, STREETS)}${intBetween(random, 1, 400)}号`,
  };
}

/** Never a whole number of kilograms: a weighed line is known by its fraction. */
function inventWeight(random: Random): string {
  const grams = intBetween(random, 105, 1_995);
  return ((grams % 1_000 === 0 ? grams + 5 : grams) / 1_000).toFixed(3);
}

function inventLine(random: Random): BasketLine {
  const dish = pick(random, MENU);
  return { dish, quantity: dish.weighed ? inventWeight(random) : String(intBetween(random, 1, 3)) };
}

export function inventBasket(random: Random): Basket {
  const delivered = random() < 0.35;
  return {
    lines: Array.from({ length: intBetween(random, 1, 4) }, () => inventLine(random)),
    discountFen: random() < 0.3 ? intBetween(random, 1, 200) : 0,
    freightFen: delivered ? intBetween(random, 3, 9) * 100 : 0,
    person: inventPerson(random),
    userId: `8801${String(intBetween(random, 0, 999_999_999)).padStart(9, '0')}${intBetween(random, 1_000, 99_999)}`,
    delivered,
  };
}
