/**
 * A problem as the search sees it: flat arrays, one number per node, and a dense matrix.
 *
 * Nodes: stops are 0..n-1; vehicle v begins at node n+2v and ends at n+2v+1; reload nodes fill the rest. Locations:
 * stop s stands at location s, depots follow, so that row s of a matrix belongs to stop s.
 */
export interface Instance {
  /** Stops, vehicles, nodes, locations, load dimensions, vehicle classes. */
  n: number;
  vehicles: number;
  nodes: number;
  locations: number;
  dims: number;
  classes: number;
  /** Row-major matrices; the `T` ones are transposed and are the same array where the matrix is symmetric. */
  dist: Int32Array;
  distT: Int32Array;
  dur: Int32Array;
  durT: Int32Array;
  /** Location of each node. */
  loc: Int32Array;
  /** Per stop and dimension. */
  deliver: Float64Array;
  collect: Float64Array;
  /** Per node: earliest and latest start, time spent. */
  open: Float64Array;
  close: Float64Array;
  service: Float64Array;
  /** Per stop: soft close and price of each second beyond it; what serving is worth (Infinity: mandatory). */
  due: Float64Array;
  latePrice: Float64Array;
  prize: Float64Array;
  /** Per vehicle. */
  capacity: Float64Array;
  fixed: Float64Array;
  perM: Float64Array;
  perS: Float64Array;
  speed: Float64Array;
  maxDist: Float64Array;
  maxDuty: Float64Array;
  maxTrips: Int32Array;
  reloadS: Float64Array;
  classOf: Int32Array;
  /** Breaks of vehicle v are rows breakFrom[v] to breakFrom[v+1]-1 of earliest, latest, duration. */
  breakFrom: Int32Array;
  breaks: Float64Array;
  /** Visited stops of vehicle v are visited[visitedFrom[v]..]; when it is free again, when it left (NaN: not yet). */
  visitedFrom: Int32Array;
  visited: Int32Array;
  visitedStart: Float64Array;
  freeAt: Float64Array;
  departed: Float64Array;
  /** classOf × stop: may serve. */
  allowed: Uint8Array;
  previousVehicle: Int32Array;
  movePrice: number;
  fairShare: number;
  sharePrice: number;
  /** 1 / lowest price of a metre: money to the metres it could at most buy. */
  metresForMoney: number;
  /** What the problem does not use costs nothing in the inner loop. */
  timed: boolean;
  dutied: boolean;
  exact: boolean;
  collecting: boolean;
  reloading: boolean;
  closedRoads: boolean;
  /** Loads need segments (several dimensions, returns or reloads) instead of one sum a route. */
  segmented: boolean;
  /** One-dimensional deliveries, no time, no limits: capacity is the only constraint. */
  plain: boolean;
  /** Nearest stops of each stop, nearest first, `nearCount` each. */
  near: Int32Array;
  /** Twice the distance to each of them (0 where the matrix is one-way, so that nothing is dismissed by it). */
  nearTwice: Int32Array;
  nearCount: number;
  /** For each stop the classes cheapest to open a route with, `openCount` each (-1: none). */
  openOrder: Int32Array;
  openCount: number;
  /** Rows of this instance in the problem it was cut from. */
  stopRows: Int32Array;
  vehicleRows: Int32Array;
}
