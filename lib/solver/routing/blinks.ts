import type { Random } from "./random";

/** A position is passed over once in this many, so that equal greedy choices do not repeat (SISR "blinks"). */
const BLINK_EVERY = 100;
const PASS = 0.1;

/** Draws blinks as gaps between them, one logarithm a blink instead of a draw a position. */
export class Blinks {
  private left = 0;
  constructor(private readonly random: Random) {
    this.left = this.gap();
  }
  gap(): number {
    return 1 + Math.floor(Math.log(1 - this.random.unit()) / Math.log(1 - 1 / BLINK_EVERY));
  }
  /** A vehicle class is passed over more often: there are few, and the cheapest would always win. */
  pass(): boolean {
    return this.random.unit() < PASS;
  }
  /** Positions until the next blink; the caller counts down and stores what is left. */
  get remaining(): number {
    return this.left;
  }
  set remaining(value: number) {
    this.left = value;
  }
}
