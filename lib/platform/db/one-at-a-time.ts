import pg from "pg";

type Query = (...args: unknown[]) => unknown;

/**
 * A connection that is asked one question at a time. Prisma reads the relations of an `include` side by side, inside a transaction too, where
 * there is one connection; pg would queue them, says so in a warning, and will refuse from its next major version on. Callback queries (the
 * pool's own, on a connection nobody else holds) go straight through.
 */
export class OneAtATime extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as Query;
    let last: Promise<unknown> = Promise.resolve();
    const inTurn: Query = (...args) => {
      if (typeof args[args.length - 1] === "function") return ask(...args);
      const answer = last.then(() => ask(...args));
      last = answer.catch(() => undefined);
      return answer;
    };
    this.query = inTurn as typeof this.query;
  }
}
