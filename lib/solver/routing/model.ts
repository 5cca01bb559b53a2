import type { Travel } from "./travel";

/**
 * The model: what a routing problem is and what a plan is. Plain data, no behaviour; the README beside this file
 * is the one-page explanation. Times are whole seconds from an origin of the caller's choice, distances whole
 * metres, loads whole units of each dimension, money any unit (rates may be fractions of it).
 */
export interface Problem {
  travel: Travel;
  /** Names of the load dimensions, for example ["kg", "litres", "parcels"]; every load array has this length. */
  dimensions: string[];
  depots: Depot[];
  vehicles: Vehicle[];
  stops: Stop[];
  balance?: Balance;
  /** Where each stop was in the plan being changed, and what moving it costs. */
  previous?: PreviousPlan;
}

/** A hub, transit station or store where vehicles begin, end and reload. */
export interface Depot {
  id: string;
  /** Index into the travel model. */
  location: number;
  opensS?: number;
  closesS?: number;
}

/** A driver's break: starts in [earliestS, latestS]; not owed when the vehicle is home by latestS. */
export interface Break {
  earliestS: number;
  latestS: number;
  durationS: number;
}

/** A stop already served by a running plan: first on its vehicle, in this order, never moved again. */
export interface Visited {
  /** Index into `Problem.stops`. */
  stop: number;
  /** When service began in reality; windows are not enforced on the past. */
  startedS: number;
}

export interface Vehicle {
  id: string;
  /** Indexes into `Problem.depots`; `endDepot` defaults to `startDepot`. */
  startDepot: number;
  endDepot?: number;
  /** Capacity in each dimension. */
  capacity: number[];
  /** Paid once when the vehicle is used. */
  fixedCost?: number;
  distanceCostPerM?: number;
  /** Paid for every second between leaving and returning, waiting and breaks included. */
  dutyCostPerS?: number;
  /** 100 is the travel model's own speed; travel time is rounded to the second. */
  speedPercent?: number;
  shiftStartS?: number;
  shiftEndS?: number;
  breaks?: Break[];
  maxDistanceM?: number;
  maxDutyS?: number;
  /** How many times it may be loaded a day at `startDepot`; default 1. */
  maxTrips?: number;
  /** Time at the depot for each loading after the first. */
  reloadS?: number;
  skills?: string[];
  /** Stops served before the problem was posed; with `departedS`, when the vehicle left. */
  visited?: Visited[];
  departedS?: number;
}

export interface Stop {
  id: string;
  location: number;
  /** Brought from the depot, in each dimension; all zero when left out. */
  delivery?: number[];
  /** Returns taken back to the depot, in each dimension. */
  pickup?: number[];
  serviceS?: number;
  /** Hard window for the start of service. */
  opensS?: number;
  closesS?: number;
  /** Soft close: service may start later, at `lateCostPerS` for every second. */
  dueS?: number;
  lateCostPerS?: number;
  /** What serving it is worth. Left out: the stop is mandatory and comes before any cost. */
  prize?: number;
  /** A vehicle needs all of these. */
  skills?: string[];
  /** Ids of vehicles: only these may serve it (when given), these may not. */
  requiredVehicles?: string[];
  forbiddenVehicles?: string[];
}

/** Every used vehicle pays `pricePerS` for each second on duty beyond its fair share. */
export interface Balance {
  fairShareS: number;
  pricePerS: number;
}

export interface PreviousPlan {
  /** For each stop the vehicle index it was promised to, or -1. */
  vehicleOfStop: number[];
  pricePerMovedStop: number;
}

/** A plan: who drives where and when, what is not served and why, and what it costs. */
export interface Plan {
  routes: Route[];
  unserved: Unserved[];
  cost: Cost;
  iterations: number;
}

export interface Route {
  /** Index into `Problem.vehicles`. */
  vehicle: number;
  departS: number;
  returnS: number;
  distanceM: number;
  visits: Visit[];
}

export type Visit =
  | { kind: "stop"; stop: number; arriveS: number; startS: number; leaveS: number }
  | { kind: "reload"; depot: number; arriveS: number; startS: number; leaveS: number }
  | { kind: "break"; startS: number; leaveS: number };

/**
 * Why a stop is left out. skill: no vehicle may serve it. capacity: too large for the vehicles that may, or their
 * loads are full. reach: none can get there and back within its shift, range or open roads. window: it cannot be met
 * within its hours. prize: serving it costs more than it is worth.
 */
export type UnservedReason = "skill" | "capacity" | "reach" | "window" | "prize";

export interface Unserved {
  stop: number;
  reason: UnservedReason;
}

/** `total` is the sum of the other money fields; `unservedMandatory` is a count and comes before any money. */
export interface Cost {
  unservedMandatory: number;
  fixed: number;
  distance: number;
  duty: number;
  late: number;
  balance: number;
  moved: number;
  lostPrizes: number;
  total: number;
}
