/**
 * A small seeded generator (xoshiro128**, Blackman and Vigna 2018): same seed, same plan.
 * State lives in four int32 fields, so that a draw allocates nothing.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @param seed any whole number; spread over the state by splitmix32 */
  constructor(seed: number) {
    let s = seed | 0;
    const split = (): number => {
      s = (s + 0x9e3779b9) | 0;
      let z = s ^ (s >>> 16);
      z = Math.imul(z, 0x21f0aaad);
      z ^= z >>> 15;
      z = Math.imul(z, 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.a = split();
    this.b = split();
    this.c = split();
    this.d = split() | 1;
  }

  /** 32 random bits as an unsigned number. */
  bits(): number {
    const x = Math.imul(this.b, 5);
    const out = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = (this.d << 11) | (this.d >>> 21);
    return out;
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.bits() * 2.3283064365386963e-10;
  }

  /** A whole number in [0, n). */
  below(n: number): number {
    return Math.floor(this.bits() * 2.3283064365386963e-10 * n);
  }
}
