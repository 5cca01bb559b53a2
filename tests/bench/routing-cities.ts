import type { Depot, Problem, Stop, Vehicle } from "@/lib/solver/routing/model";
import { Random } from "@/lib/solver/routing/random";
import type { PointTravel } from "@/lib/solver/routing/travel";

/** Simulated cities around Wuhan's coordinates, two rivers crossed by a few bridges. Seeded; no real addresses. */
const CENTRE = { longitude: 114.3, latitude: 30.58 };
const HOUR_S = 3600;

interface Place {
  longitude: number;
  latitude: number;
  bank: number;
}

class City {
  private readonly random: Random;
  readonly places: Place[] = [];

  constructor(
    seed: number,
    private readonly spreadDegrees: number,
  ) {
    this.random = new Random(seed);
  }

  int(low: number, high: number): number {
    return low + this.random.below(high - low + 1);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.random.below(list.length)];
  }

  chance(p: number): boolean {
    return this.random.unit() < p;
  }

  /** A place near another, or anywhere; returns its index. */
  place(near?: Place, degrees = this.spreadDegrees): number {
    const centre = near ?? CENTRE;
    // Sum of three draws: denser in the middle.
    const offset = () => ((this.random.unit() + this.random.unit() + this.random.unit()) / 1.5 - 1) * degrees;
    const longitude = centre.longitude + offset();
    const latitude = centre.latitude + offset();
    const bank = near ? near.bank : bankOf(longitude, latitude);
    return this.places.push({ longitude, latitude, bank }) - 1;
  }

  travel(): PointTravel {
    const bridge = (longitude: number, latitude: number, banks: [number, number]) => ({ longitude, latitude, banks });
    return {
      kind: "points",
      longitude: Float64Array.from(this.places, (place) => place.longitude),
      latitude: Float64Array.from(this.places, (place) => place.latitude),
      bank: Int32Array.from(this.places, (place) => place.bank),
      detourPercent: 140,
      speedMPerS: 7,
      bridges: [
        bridge(CENTRE.longitude, 30.4, [1, 2]),
        bridge(CENTRE.longitude, 30.55, [1, 2]),
        bridge(CENTRE.longitude, 30.6, [0, 2]),
        bridge(CENTRE.longitude, 30.7, [0, 2]),
        bridge(114.2, CENTRE.latitude, [0, 1]),
        bridge(114.27, CENTRE.latitude, [0, 1]),
      ],
    };
  }
}

/** 0 north-west, 1 south-west, 2 east: the three towns. */
function bankOf(longitude: number, latitude: number): number {
  if (longitude >= CENTRE.longitude) return 2;
  return latitude >= CENTRE.latitude ? 0 : 1;
}

const parcels = (city: City) => [city.int(20, 120), city.int(60, 300)];

/** Every depot (a store or transit station) serves its own neighbourhood with its own three vans. */
export function cityMorning(depotCount: number, stopsEach: number, seed: number): Problem {
  const city = new City(seed, 0.35);
  const depots: Depot[] = [];
  const vehicles: Vehicle[] = [];
  const stops: Stop[] = [];
  for (let d = 0; d < depotCount; d++) {
    const location = city.place();
    depots.push({ id: `store ${d}`, location });
    const own: string[] = [];
    for (let v = 0; v < 4; v++) {
      const id = `van ${d}-${v}`;
      own.push(id);
      vehicles.push({
        ...{ id, startDepot: d, capacity: [1200, 4000], fixedCost: 20_000, distanceCostPerM: 1, dutyCostPerS: 1 },
        ...{ shiftStartS: 6 * HOUR_S, shiftEndS: 12 * HOUR_S },
      });
    }
    for (let s = 0; s < stopsEach; s++)
      stops.push({
        id: `gate ${d}-${s}`,
        location: city.place(city.places[location], 0.03),
        delivery: parcels(city),
        serviceS: city.int(120, 420),
        requiredVehicles: own,
      });
  }
  return { travel: city.travel(), dimensions: ["kg", "litres"], depots, vehicles, stops };
}

const FLEET = [
  { name: "lorry", capacity: [8000, 30_000], fixedCost: 60_000, distanceCostPerM: 2.2, skills: [], speedPercent: 80 },
  {
    name: "van",
    capacity: [1500, 6000],
    fixedCost: 25_000,
    distanceCostPerM: 1,
    skills: ["compound"],
    speedPercent: 100,
  },
  {
    name: "cold van",
    capacity: [1200, 5000],
    fixedCost: 32_000,
    distanceCostPerM: 1.3,
    skills: ["compound", "cold"],
    speedPercent: 100,
  },
  {
    name: "cart",
    capacity: [200, 900],
    fixedCost: 6000,
    distanceCostPerM: 0.4,
    skills: ["compound"],
    speedPercent: 60,
  },
];

/** Stops anywhere, any depot may serve them; windows of two hours for half, a cold chain or sealed compound for some. */
export function mixedCity(stopCount: number, depotCount: number, vehicleCount: number, seed: number): Problem {
  const city = new City(seed, 0.3);
  const depots = Array.from({ length: depotCount }, (_, d): Depot => ({ id: `hub ${d}`, location: city.place() }));
  const vehicles = Array.from({ length: vehicleCount }, (_, v): Vehicle => {
    const { name, ...kind } = FLEET[Math.floor(v / depotCount) % FLEET.length];
    return {
      ...kind,
      ...{ id: `${name} ${v}`, startDepot: v % depotCount, dutyCostPerS: 0.5 },
      ...{ shiftStartS: 6 * HOUR_S, shiftEndS: 16 * HOUR_S, maxTrips: name === "cart" ? 3 : 1, reloadS: 900 },
    };
  });
  const stops = Array.from({ length: stopCount }, (_, s): Stop => {
    const opensS = city.int(6, 12) * HOUR_S;
    const skills = [...(city.chance(0.1) ? ["cold"] : []), ...(city.chance(0.3) ? ["compound"] : [])];
    return {
      ...{ id: `stop ${s}`, location: city.place(), delivery: parcels(city), serviceS: city.int(120, 480), skills },
      ...(city.chance(0.5) && { opensS, closesS: opensS + 2 * HOUR_S }),
    };
  });
  return { travel: city.travel(), dimensions: ["kg", "litres"], depots, vehicles, stops };
}

/** One hub for every 1,000 stops, vans enough for all. */
export function growing(stopCount: number, seed: number): Problem {
  const city = new City(seed, 0.35);
  const depotCount = Math.max(1, Math.round(stopCount / 1000));
  const depots = Array.from({ length: depotCount }, (_, d): Depot => ({ id: `hub ${d}`, location: city.place() }));
  const vehicles = Array.from(
    { length: Math.ceil(stopCount / 12) },
    (_, v): Vehicle => ({
      ...{ id: `van ${v}`, startDepot: v % depotCount, capacity: [1500, 6000], fixedCost: 20_000, distanceCostPerM: 1 },
      ...{ shiftStartS: 6 * HOUR_S, shiftEndS: 16 * HOUR_S },
    }),
  );
  const stops = Array.from(
    { length: stopCount },
    (_, s): Stop => ({
      ...{ id: `stop ${s}`, location: city.place(), delivery: parcels(city), serviceS: city.int(60, 300) },
    }),
  );
  return { travel: city.travel(), dimensions: ["kg", "litres"], depots, vehicles, stops };
}
