import { readIssues } from "./assign";
import type { Component } from "./component";
import type { Bottleneck } from "./coupled-shares";
import type { SharedLimit } from "./coupling";
import type { Decomposition } from "./decompose";
import type { GroupSolution } from "./group";
import type { Instance } from "./instance";
import type { LevelProof } from "./level-proofs";

/** What is proven of one unmet level over all goods: at least `least` − Σ worth × unmet of the classes above, as the plan has them. */
export interface UnmetBound {
  least: number;
  worth: [number, number, number];
}

/** What is proven of the levels when components share limits. */
export interface CoupledResult {
  groups: GroupSolution[];
  /** Bounds on the open units unmet of each class. */
  unmetBound: [UnmetBound, UnmetBound, UnmetBound];
  /** Least cost (as `GroupSolution.cost`) of serving each class of each component what this plan serves. */
  costBound: number;
  limits: SharedLimit[];
  /** Price of each limit and the solvers at those prices. */
  decomposition: Decomposition | null;
  /** Proofs of the unmet levels that the groups' own networks do not prove. */
  levelProofs: LevelProof[];
  /** Under `fair`, where goods share what is scarce: what holds whom, in the order found. */
  bottlenecks: Bottleneck[];
}

export interface CoupledOptions {
  shouldStop: () => boolean;
  onRound?: (round: number, gap: number) => void;
  rounds?: number;
  gap?: number;
}

/** Bounds of classes that take from one another at most unit for unit: what the classes above leave unmet may serve this one. */
export function boundsInSum(least: readonly number[]): CoupledResult["unmetBound"] {
  const [a, b, c] = least;
  return [
    { least: a, worth: [0, 0, 0] },
    { least: a + b, worth: [1, 0, 0] },
    { least: a + b + c, worth: [1, 1, 0] },
  ];
}

/** Units of class p served when `unmet` base units of it are not. */
export function servedUnits(component: Component, unmet: number, p: number): number {
  let open = 0;
  for (const line of component.lines) if (line.priority === p + 1) open += line.open;
  return Math.round((open - unmet) / component.unit);
}

export function finish(
  instance: Instance,
  alone: GroupSolution[],
  components: Component[],
  found: Decomposition,
): GroupSolution[] {
  return alone.map((s, g) => ({
    ...s,
    component: components[g],
    solver: found.plan[g],
    issues: readIssues(instance, components[g], found.plan[g]),
    unmet: found.unmet[g],
    cost: 0,
  }));
}

export function sumByClass(list: readonly (readonly number[])[]): [number, number, number] {
  return [0, 1, 2].map((p) => list.reduce((sum, u) => sum + u[p], 0)) as [number, number, number];
}
