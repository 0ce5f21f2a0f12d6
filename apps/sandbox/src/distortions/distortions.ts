import { chosenStorefronts } from '../customers.js';
import { seededRandom } from '../random.js';
import { RunningGroups } from '../running-groups.js';
import type { NamedOrder } from './distortion.js';
import type { DistortionsInput } from './distortions-input.js';
import { Distorter } from './distorter.js';
import type { DistortionWorld } from './distortion-world.js';
import { TILL_ACTS } from './till-acts.js';

/** Who tells wrong stories; a restart goes on with them. */
export class Distortions extends RunningGroups<DistortionsInput, Distorter> {
  constructor(private readonly world: DistortionWorld) {
    super({
      name: 'distortions',
      journal: world.journal,
      build: (id, input) => {
        input.tills.forEach((appId, index) => world.pospal.tills.known(appId, `tills.${index}`));
        const choices = chosenStorefronts(input, world.storefronts);
        // After a restart it goes on with other stories than it began with.
        const random = seededRandom(`${input.seed}/${id}/${world.record.all().length}`);
        return new Distorter(world, choices, input, random);
      },
    });
  }

  /** What was to stand still does so again. */
  override resume(): void {
    for (const { kind, orders } of this.world.record.all()) {
      const act = Object.entries(TILL_ACTS).find(([name]) => name === kind)?.[1];
      if (act?.standsStill === true)
        orders.forEach((order) => {
          this.setAside(order);
        });
    }
    super.resume();
  }

  shown(): object[] {
    return this.list().map(({ id, input }) => ({ id, ...input }));
  }

  private setAside({ vendor, orderNo }: NamedOrder): void {
    if (vendor === 'pospal') this.world.pospal.orders.setAside(orderNo);
  }
}
