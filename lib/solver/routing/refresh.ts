import type { State } from "./state";
import { FORBIDDEN } from "./travel";

/** Rounded travel time of a vehicle at `speed` per cent of the model's own; the checker rounds alike. */
export function travelS(nominalS: number, speed: number): number {
  return speed === 100 ? nominalS : Math.round((nominalS * 100) / speed);
}

/**
 * Recompute everything kept about a route after it changed: distance, load segments, earliest and latest times,
 * duty segments (Vidal et al. 2013, equations 4 to 7, for feasible segments), money, and whether a rule is broken.
 * Linear in the length of the route.
 */
export function refresh(state: State, v: number): void {
  const instance = state.instance;
  const start = instance.n + 2 * v;
  let bad = false;
  if (drive(state, v) > 0) bad = true;
  if (instance.segmented) bad = loadSegments(state, v) || bad;
  if (instance.timed) bad = times(state, v) || bad;
  let late = 0;
  let duty = 0;
  if (state.size[v] > 0) {
    if (instance.exact) {
      const schedule = state.schedule;
      schedule.fromRoute(v);
      if (!schedule.run(v)) bad = true;
      late = schedule.late;
      duty = schedule.duty;
    } else if (instance.dutied) {
      duty = state.headDuty[start + 1];
    }
    if (state.metres[v] > instance.maxDist[v] || duty > instance.maxDuty[v]) bad = true;
  } else {
    bad = false;
  }
  const money = routeMoney(state, v, duty, late);
  state.total += money - state.cost[v];
  state.cost[v] = money;
  state.duty[v] = duty;
  if (bad !== (state.bad[v] === 1)) {
    state.bad[v] = bad ? 1 : 0;
    state.badRoutes += bad ? 1 : -1;
  }
}

/** Money of a route with the given duty and lateness cost; an unused vehicle costs nothing. */
function routeMoney(state: State, v: number, duty: number, late: number): number {
  const { fixed, perM, perS, sharePrice, fairShare, movePrice, previousVehicle, n } = state.instance;
  if (state.size[v] === 0) return 0;
  let money = fixed[v] + perM[v] * state.metres[v] + perS[v] * duty + late;
  if (sharePrice > 0 && duty > fairShare) money += sharePrice * (duty - fairShare);
  if (movePrice > 0)
    for (let u = state.next[n + 2 * v]; u !== n + 2 * v + 1; u = state.next[u])
      if (u < n && previousVehicle[u] >= 0 && previousVehicle[u] !== v) money += movePrice;
  return money;
}

/** Metres, deliveries and trips of a route; returns how many forbidden arcs it drives. */
function drive(state: State, v: number): number {
  const { n, deliver, dims } = state.instance;
  const { next, leg } = state;
  const start = n + 2 * v;
  let metres = 0;
  let load = 0;
  let trips = 1;
  let closed = 0;
  for (let u = start; u !== start + 1; u = next[u]) {
    metres += leg[u];
    if (leg[u] >= FORBIDDEN) closed++;
    if (u < n) load += deliver[u * dims];
    else if (u > start + 1) trips++;
  }
  state.metres[v] = state.size[v] > 0 ? metres : 0;
  state.load[v] = load;
  state.trips[v] = trips;
  return closed;
}

/**
 * Load segments of every trip: deliveries D are on board from the start, pickups P until the end, peak M over a
 * segment; joining two: M = max(M1 + D2, P1 + M2). True if a trip is over capacity.
 */
function loadSegments(state: State, v: number): boolean {
  const { n, dims, deliver, collect, capacity } = state.instance;
  const { next, prev, headDeliver, headCollect, headPeak, tailDeliver, tailCollect, tailPeak } = state;
  const start = n + 2 * v;
  const end = start + 1;
  let over = state.trips[v] > state.instance.maxTrips[v];
  for (let k = 0; k < dims; k++) {
    let D = 0;
    let P = 0;
    let M = 0;
    const limit = capacity[v * dims + k];
    for (let u = start; ; u = next[u]) {
      if (u < n) {
        const q = deliver[u * dims + k];
        const p = collect[u * dims + k];
        M = Math.max(M + q, P + Math.max(q, p));
        D += q;
        P += p;
      } else if (u !== end) {
        if (M > limit) over = true;
        D = P = M = 0;
      }
      const at = u * dims + k;
      headDeliver[at] = D;
      headCollect[at] = P;
      headPeak[at] = M;
      if (u === end) break;
    }
    if (M > limit) over = true;
    D = P = M = 0;
    for (let u = end; ; u = prev[u]) {
      if (u < n) {
        const q = deliver[u * dims + k];
        const p = collect[u * dims + k];
        M = Math.max(Math.max(q, p) + D, p + M);
        D += q;
        P += p;
      } else {
        D = P = M = 0;
      }
      const at = u * dims + k;
      tailDeliver[at] = D;
      tailCollect[at] = P;
      tailPeak[at] = M;
      if (u === start) break;
    }
  }
  return over;
}

/** Earliest departures, latest starts and duty segments; true if a window cannot be kept. */
function times(state: State, v: number): boolean {
  const { n, locations: m, dur, speed, dutied, visitedFrom, freeAt, departed } = state.instance;
  const { next, prev, loc, ready, latest, open, close, service } = state;
  const start = n + 2 * v;
  const end = start + 1;
  const pace = speed[v];
  const past = visitedFrom[v + 1] - visitedFrom[v];
  let missed = false;
  let t = freeAt[v];
  ready[start] = t;
  const gone = !Number.isNaN(departed[v]);
  let D = gone ? t - departed[v] : 0;
  let E = gone ? departed[v] : open[start];
  let L = gone ? departed[v] : close[start];
  if (dutied) keep(state.headDuty, state.headEarly, state.headLate, start, D, E, L);
  let seen = 0;
  for (let p = start, u = next[start]; ; p = u, u = next[u]) {
    if (seen < past) {
      seen++;
      ready[u] = t;
    } else {
      const drive = travelS(dur[loc[p] * m + loc[u]], pace);
      const begin = Math.max(t + drive, open[u]);
      if (begin > close[u]) missed = true;
      t = begin + service[u];
      ready[u] = t;
      if (dutied) {
        const elapsed = D + drive;
        const wait = Math.max(0, open[u] - elapsed - L);
        D = elapsed + service[u] + wait;
        E = Math.max(open[u] - elapsed, E) - wait;
        L = Math.min(close[u] - elapsed, L);
      }
    }
    if (dutied) keep(state.headDuty, state.headEarly, state.headLate, u, D, E, L);
    if (u === end) break;
  }
  latest[end] = close[end];
  D = 0;
  E = open[end];
  L = close[end];
  if (dutied) keep(state.tailDuty, state.tailEarly, state.tailLate, end, D, E, L);
  for (let x = end, u = prev[end]; u !== start; x = u, u = prev[u]) {
    const drive = travelS(dur[loc[u] * m + loc[x]], pace);
    latest[u] = Math.min(close[u], latest[x] - drive - service[u]);
    if (dutied) {
      const elapsed = service[u] + drive;
      const wait = Math.max(0, E - elapsed - close[u]);
      D = elapsed + D + wait;
      E = Math.max(E - elapsed, open[u]) - wait;
      L = Math.min(L - elapsed, close[u]);
      keep(state.tailDuty, state.tailEarly, state.tailLate, u, D, E, L);
    }
  }
  return missed;
}

function keep(duty: Float64Array, early: Float64Array, late: Float64Array, u: number, D: number, E: number, L: number) {
  duty[u] = D;
  early[u] = E;
  late[u] = L;
}
