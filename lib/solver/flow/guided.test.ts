import { describe, expect, it } from "vitest";
import { randomProblem } from "@/tests/support/random-problem";
import { buildComponent, goodsGroups } from "./component";
import { sharedLimits } from "./coupling";
import { indexProblem } from "./instance";
import { JointFlow } from "./joint-flow";
import { levelComponents } from "./level-proofs";
import { ReachBook } from "./reach";
import { SiftingSolver } from "./sifting";

const scarce = (seed: number) => {
  const problem = randomProblem({
    seed,
    preset: "lifeFirst",
    stores: 6 + (seed % 20),
    places: 40 + seed * 3,
    goods: 2 + (seed % 2),
    supplyRatio: 0.5 + (seed % 3) * 0.3,
    throughputRatio: 0.4,
    floors: seed % 2 === 0,
    maxDistanceM: seed % 3 === 0 ? 25_000 : null,
  });
  const instance = indexProblem(problem);
  return {
    instance,
    reaches: new ReachBook(instance),
    groups: goodsGroups(instance).map((goods) => ({ goods, unit: 1 })),
  };
};

/** Σ flow × cost of what a solver has found. */
function costOf({ simplex, fixedBase }: SiftingSolver): number {
  let cost = 0;
  for (let arc = fixedBase; arc < simplex.arcCount; arc++) cost += simplex.flow[arc] * simplex.cost[arc];
  return cost;
}

describe("where carrying is free", () => {
  it("a network is solved to the same least cost by way of what carrying would cost as without it", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { instance, reaches, groups } = scarce(seed);
      for (const p of [0, 1, 2] as const) {
        for (const { network } of levelComponents(instance, reaches, groups, p, null).components) {
          expect(network.guide, "what carrying would cost").toBeDefined();
          const guided = new SiftingSolver(network);
          const plain = new SiftingSolver({ ...network, guide: undefined });
          expect(guided.solve()).toBe("optimal");
          expect(plain.solve()).toBe("optimal");
          expect(costOf(guided), `seed ${seed} class ${p + 1}`).toBe(costOf(plain));
          // Nothing of the way there is left in the costs: what is solved on from here is the network itself.
          expect(guided.simplex.cost.subarray(guided.fixedBase, guided.fixedBase + network.fixedCost.length)).toEqual(
            plain.simplex.cost.subarray(plain.fixedBase, plain.fixedBase + network.fixedCost.length),
          );
        }
      }
    }
  });
});

describe("the flow of all goods", () => {
  it("is the same after stores were held back and let go again", () => {
    let held = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { instance, reaches, groups } = scarce(seed);
      const components = groups.map(({ goods }) => buildComponent(instance, reaches, goods, null));
      const limits = sharedLimits(instance, components);
      const nobody = components.map(({ lines }): [number, number, number] => {
        const left: [number, number, number] = [0, 0, 0];
        for (const line of lines) left[line.priority - 1] += line.open - Math.floor(line.open / 4);
        return left;
      });
      const joint = JointFlow.of(components, limits, nobody, () => false);
      if (!joint?.solve()) continue;
      const before = costOf(joint.solver);
      const most = joint.usageOf(0).map((units) => Math.floor(units / 2));
      joint.cap(0, most);
      if (!joint.resolve() || costOf(joint.solver) !== before) held++;
      expect(joint.restore(), `seed ${seed}`).toBe(true);
      expect(costOf(joint.solver), `seed ${seed}`).toBe(before);
    }
    expect(held).toBeGreaterThan(5);
  });
});
