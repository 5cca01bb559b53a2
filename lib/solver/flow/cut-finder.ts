import type { Component } from "./component";
import { linesByTails } from "./fairness";
import { MaxFlow } from "./maxflow";

/** Groups of lines that only certain inlets can serve: what they get in all is at most what leaves those inlets. */
export interface ServiceCut {
  groups: number[];
  inlets: number[];
}

/** Finds who cannot be served when only so much may leave each inlet of one component: minimum cuts, split where they fall apart. */
export class CutFinder {
  readonly groupOfLine: Int32Array;
  readonly groups: number;
  private readonly flow: MaxFlow;
  private readonly inletArc: number[];
  private readonly groupArc: number[];
  private readonly firstGroup: number;
  /** Ends of the arcs that are neither inlets nor demands. */
  private readonly links: [number, number][] = [];

  constructor(private readonly component: Component) {
    const { network, lines, firstLine, unmetNode, leftNode, inlets } = component;
    const { groupOfLine, tailsOf } = linesByTails(component);
    this.groupOfLine = groupOfLine;
    this.groups = tailsOf.length;
    this.firstGroup = network.nodeCount;
    const nodes = network.nodeCount + this.groups + 2;
    this.flow = new MaxFlow(nodes, nodes - 2, nodes - 1);
    this.inletArc = inlets.map((inlet) => this.flow.addArc(nodes - 2, inlet.node, 0));
    const kept = new Set(inlets.flatMap((i) => (i.keptArc >= 0 ? [network.fixedHead[i.keptArc]] : [])));
    const isLine = (u: number) => u >= firstLine && u < firstLine + lines.length;
    for (let a = 0; a < network.fixedTail.length; a++) {
      const tail = network.fixedTail[a];
      const head = network.fixedHead[a];
      if ((tail >= unmetNode && tail < leftNode) || head === leftNode || isLine(head) || kept.has(head)) continue;
      this.link(tail, head);
    }
    tailsOf.forEach((tails, g) => {
      for (const tail of tails) this.link(tail, this.firstGroup + g);
    });
    this.groupArc = tailsOf.map((_, g) => this.flow.addArc(this.firstGroup + g, nodes - 1, 0));
    this.flow.seal();
  }

  /** Everybody against everything that serves anybody, the first thing to ask. */
  whole(): ServiceCut[] {
    return this.broken(new Float64Array(this.groups).fill(1), new Float64Array(this.inletArc.length));
  }

  /** Cuts that this demand breaks when so much leaves each inlet; none when all of it can be served. */
  broken(demand: Float64Array, leaving: Float64Array): ServiceCut[] {
    for (let e = 0; e < this.inletArc.length; e++) this.flow.setCapacity(this.inletArc[e], leaving[e]);
    let wanted = 0;
    for (let g = 0; g < this.groups; g++) {
      this.flow.setCapacity(this.groupArc[g], demand[g]);
      wanted += demand[g];
    }
    if (this.flow.solve() >= wanted - slackOf(wanted)) return [];
    const starved = this.flow.starvedSide();
    const leader = new Int32Array(this.firstGroup + this.groups).map((_, u) => u);
    const find = (u: number): number => {
      let top = u;
      while (leader[top] !== top) {
        leader[top] = leader[leader[top]];
        top = leader[top];
      }
      return top;
    };
    for (const [tail, head] of this.links) {
      if (starved[tail] === 1 && starved[head] === 1) leader[find(tail)] = find(head);
    }
    const parts = new Map<number, ServiceCut>();
    const partOf = (node: number) => {
      const top = find(node);
      let part = parts.get(top);
      if (!part) {
        part = { groups: [], inlets: [] };
        parts.set(top, part);
      }
      return part;
    };
    for (let g = 0; g < this.groups; g++) {
      if (starved[this.firstGroup + g] === 1 && demand[g] > 0) partOf(this.firstGroup + g).groups.push(g);
    }
    this.component.inlets.forEach((inlet, e) => {
      if (starved[inlet.node] === 1) partOf(inlet.node).inlets.push(e);
    });
    return [...parts.values()].filter(({ groups, inlets }) => {
      const need = groups.reduce((sum, g) => sum + demand[g], 0);
      return need > inlets.reduce((sum, e) => sum + leaving[e], 0) + slackOf(need);
    });
  }

  private link(tail: number, head: number): void {
    this.flow.addArc(tail, head, Infinity);
    this.links.push([tail, head]);
  }
}

/** Sums of quotients of whole numbers are exact to about this. */
const slackOf = (wanted: number): number => 2e-10 * Math.max(100, wanted);
