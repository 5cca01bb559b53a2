import type { Component } from "./component";
import type { Bottleneck } from "./coupled-shares";
import type { Instance } from "./instance";
import type { DualCertificate, ShareCertificate } from "./certificate-model";

/** What `certify.ts` needs to see that nobody can be raised beyond a bottleneck: the prices at which it was found. */
export function shareCertificates(
  instance: Instance,
  components: readonly Component[],
  bottlenecks: readonly Bottleneck[],
  sharedPrices: (prices: Float64Array) => Pick<DualCertificate, "throughput" | "sharedStock">,
): ShareCertificate[] {
  return bottlenecks.map(({ priority, fill, prices }) => {
    const shared = sharedPrices(prices.shared);
    const certificates = components.flatMap((component, c) => {
      if (prices.worth[c].every((worth) => worth === 0)) return [];
      const floors = prices.floors.filter((floor) => floor.component === c);
      return [{ ...stockPrices(instance, component, prices.inlets[c], floors), ...shared }];
    });
    return { priority, fill, certificates };
  });
}

/** Prices of stock as the checker reads them: of all above the floor where lots count as one or share a floor, else of lots. */
function stockPrices(
  instance: Instance,
  component: Component,
  inlets: Float64Array,
  floors: readonly { inlets: number[]; price: number }[],
): Omit<DualCertificate, "throughput" | "sharedStock"> {
  const { problem } = instance;
  const stores: DualCertificate["stores"] = [];
  const lots: DualCertificate["lots"] = [];
  const converted: DualCertificate["converted"] = [];
  component.inlets.forEach((inlet, e) => {
    const price = inlets[e];
    if (price <= 0) return;
    const block = component.blocks[inlet.block];
    const storeId = problem.stores[inlet.store].id;
    const [lot] = inlet.lots;
    if (block.from !== block.to) {
      converted.push({ storeId, lotId: lot.id, toGoodsId: problem.goods[block.to].id, price });
    } else if (inlet.issueArc >= 0) lots.push({ storeId, lotId: lot.id, price });
    else stores.push({ storeId, goodsId: problem.goods[block.from].id, price });
  });
  for (const floor of floors) {
    const inlet = component.inlets[floor.inlets[0]];
    const goodsId = problem.goods[component.blocks[inlet.block].from].id;
    stores.push({ storeId: problem.stores[inlet.store].id, goodsId, price: floor.price });
  }
  return {
    goodsIds: component.goods.map((g) => problem.goods[g].id),
    unit: component.unit,
    classStep: component.classStep,
    unmetCharge: [0, 0, 0],
    stores,
    lots,
    converted,
    box: null,
    costless: true,
  };
}
