/**
 * A schematic of Wuhan 武汉示意图: rivers, three lakes, thirteen districts and the main crossings, drawn for this product. It is no survey and no
 * official boundary: the outlines were put by hand around the district seats so that neighbours, banks and crossings are right and nothing
 * else is claimed. Rivers are boundaries: a district lies on one bank only. Seats marked `districtSeat` are from GeoNames (CC BY 4.0); the
 * others stand at the middle of their outline. Longitude and latitude in WGS-84 degrees.
 */

export type LonLat = [lon: number, lat: number];
export type Precision = "surveyed" | "districtSeat" | "schematic";
export type Bank = "hankou" | "hanyang" | "wuchang";
export type District = {
  code: string;
  zh: string;
  en: string;
  bank: Bank;
  outline: LonLat[];
  seat: LonLat;
  seatPrecision: Precision;
};

// Corners shared by neighbours are named once, so outlines meet without gap or overlap.
const YANGTZE: LonLat[] = [
  [113.98, 30.02],
  [114.03, 30.17],
  [114.11, 30.29],
  [114.15, 30.37],
  [114.205, 30.45],
  [114.262, 30.508],
  [114.286, 30.565],
  [114.305, 30.587],
  [114.345, 30.64],
  [114.4, 30.668],
  [114.48, 30.672],
  [114.56, 30.645],
  [114.66, 30.605],
  [114.8, 30.585],
];
const [Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11, Y12, Y13] = YANGTZE;
const HAN: LonLat[] = [
  [113.72, 30.66],
  [113.9, 30.635],
  [114.02, 30.605],
  [114.11, 30.595],
  [114.175, 30.572],
  [114.235, 30.572],
  [114.262, 30.573],
  Y6,
];
const [H0, H1, H2, H3, H4, H5, H6] = HAN;
const D2: LonLat = [114.05, 30.78];
const D3: LonLat = [114.21, 30.775];
const D4: LonLat = [114.25, 30.675];
const D5: LonLat = [114.235, 30.655];
const D6: LonLat = [114.195, 30.615];
const QJ: LonLat = [114.245, 30.605];
const JJ: LonLat = [114.268, 30.635];
const JH: LonLat = [114.33, 30.69];
const HX1: LonLat = [114.55, 30.95];
const HX2: LonLat = [114.52, 30.8];
const N5: LonLat = [114.6, 31.1];
const CH: LonLat = [114.17, 30.52];
const CN1: LonLat = [114.02, 30.38];
const CN2: LonLat = [113.9, 30.34];
const WQ: LonLat = [114.375, 30.615];
const WH1: LonLat = [114.385, 30.575];
const WH2: LonLat = [114.35, 30.53];
const WH3: LonLat = [114.315, 30.495];
const QH1: LonLat = [114.475, 30.635];
const QH2: LonLat = [114.42, 30.61];
const HS2: LonLat = [114.58, 30.45];
const JX1: LonLat = [114.48, 30.43];
const JX2: LonLat = [114.38, 30.44];
const JX3: LonLat = [114.28, 30.43];

/** The middle of an outline, weighted by area. */
export function middleOf(outline: LonLat[]): LonLat {
  let area = 0;
  let lon = 0;
  let lat = 0;
  outline.forEach(([x, y], index) => {
    const [nextX, nextY] = outline[(index + 1) % outline.length];
    const cross = x * nextY - nextX * y;
    area += cross;
    lon += (x + nextX) * cross;
    lat += (y + nextY) * cross;
  });
  return [lon / (3 * area), lat / (3 * area)];
}

function district(code: string, zh: string, en: string, bank: Bank, outline: LonLat[], seat?: LonLat): District {
  return {
    code,
    zh,
    en,
    bank,
    outline,
    seat: seat ?? middleOf(outline),
    seatPrecision: seat ? "districtSeat" : "schematic",
  };
}

export const DISTRICTS: District[] = [
  district("420102", "江岸区", "Jiang’an", "hankou", [Y7, JJ, D5, D4, JH, Y9, Y8], [114.30683, 30.6089]),
  district("420103", "江汉区", "Jianghan", "hankou", [Y6, H6, QJ, D6, D5, JJ, Y7]),
  district("420104", "硚口区", "Qiaokou", "hankou", [H4, D6, QJ, H6, H5]),
  district("420105", "汉阳区", "Hanyang", "hanyang", [H4, H5, H6, Y6, Y5, Y4, CH]),
  district("420106", "武昌区", "Wuchang", "wuchang", [Y5, Y6, Y7, Y8, WQ, WH1, WH2, WH3], [114.30068, 30.54314]),
  district("420107", "青山区", "Qingshan", "wuchang", [Y8, Y9, Y10, QH1, QH2, WQ]),
  district("420111", "洪山区", "Hongshan", "wuchang", [
    Y4,
    Y5,
    WH3,
    WH2,
    WH1,
    WQ,
    QH2,
    QH1,
    Y10,
    Y11,
    Y12,
    [114.64, 30.54],
    HS2,
    JX1,
    JX2,
    JX3,
  ]),
  district(
    "420112",
    "东西湖区",
    "Dongxihu",
    "hankou",
    [H1, [113.92, 30.72], D2, D3, D4, D5, D6, H4, H3, H2],
    [114.13166, 30.61702],
  ),
  district("420113", "汉南区", "Hannan", "hanyang", [Y3, CN1, CN2, [113.82, 30.25], [113.88, 30.12], Y0, Y1, Y2]),
  district(
    "420114",
    "蔡甸区",
    "Caidian",
    "hanyang",
    [H0, H1, H2, H3, H4, CH, Y4, Y3, CN1, CN2, [113.8, 30.33], [113.7, 30.42], [113.66, 30.55]],
    [114.03333, 30.58333],
  ),
  district(
    "420115",
    "江夏区",
    "Jiangxia",
    "wuchang",
    [
      Y4,
      JX3,
      JX2,
      JX1,
      HS2,
      [114.62, 30.36],
      [114.58, 30.2],
      [114.5, 30.06],
      [114.4, 30],
      [114.22, 29.98],
      [114.1, 29.97],
      Y0,
      Y1,
      Y2,
      Y3,
    ],
    [114.31667, 30.35],
  ),
  district(
    "420116",
    "黄陂区",
    "Huangpi",
    "hankou",
    [D4, D3, D2, [114.05, 30.95], [114.15, 31.15], [114.3, 31.35], [114.5, 31.28], N5, HX1, HX2, Y10, Y9, JH],
    [114.37258, 30.87126],
  ),
  district(
    "420117",
    "新洲区",
    "Xinzhou",
    "hankou",
    [Y10, HX2, HX1, N5, [114.75, 31.08], [114.95, 30.98], [115.05, 30.85], [114.98, 30.68], Y13, Y12, Y11],
    [114.8, 30.86667],
  ),
];

export const RIVERS: Array<{ key: string; zh: string; en: string; line: LonLat[]; widthPx: number; label: LonLat }> = [
  {
    key: "yangtze",
    zh: "长江",
    en: "Yangtze",
    line: [[113.9, 29.95], ...YANGTZE, [114.88, 30.5]],
    widthPx: 9,
    label: [114.61, 30.627],
  },
  { key: "han", zh: "汉江", en: "Han", line: [[113.62, 30.68], ...HAN], widthPx: 5, label: [113.96, 30.622] },
];

export const LAKES: Array<{ key: string; zh: string; en: string; outline: LonLat[] }> = [
  {
    key: "east",
    zh: "东湖",
    en: "East Lake",
    outline: [
      [114.375, 30.545],
      [114.39, 30.575],
      [114.415, 30.585],
      [114.44, 30.57],
      [114.43, 30.545],
      [114.4, 30.535],
    ],
  },
  {
    key: "tangxun",
    zh: "汤逊湖",
    en: "Tangxun Lake",
    outline: [
      [114.33, 30.4],
      [114.35, 30.43],
      [114.39, 30.425],
      [114.4, 30.4],
      [114.36, 30.385],
    ],
  },
  {
    key: "houguan",
    zh: "后官湖",
    en: "Houguan Lake",
    outline: [
      [114.03, 30.53],
      [114.06, 30.55],
      [114.1, 30.54],
      [114.09, 30.515],
      [114.05, 30.51],
    ],
  },
];

function between([x, y]: LonLat, [toX, toY]: LonLat, part: number): LonLat {
  return [x + (toX - x) * part, y + (toY - y) * part];
}

export type Crossing = {
  key: string;
  zh: string;
  en: string;
  kind: "bridge" | "tunnel";
  over: "yangtze" | "han";
  at: LonLat;
};

/** Main crossings as of January 2020, in order downstream; placed on the drawn rivers, so schematic. */
export const CROSSINGS: Crossing[] = [
  {
    key: "junshan",
    zh: "军山长江大桥",
    en: "Junshan Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y3, Y4, 0.15),
  },
  {
    key: "zhuankou",
    zh: "沌口长江大桥",
    en: "Zhuankou Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y3, Y4, 0.7),
  },
  {
    key: "baishazhou",
    zh: "白沙洲大桥",
    en: "Baishazhou Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y4, Y5, 0.6),
  },
  {
    key: "yangsigang",
    zh: "杨泗港长江大桥",
    en: "Yangsigang Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y5, Y6, 0.15),
  },
  {
    key: "yingwuzhou",
    zh: "鹦鹉洲长江大桥",
    en: "Yingwuzhou Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y5, Y6, 0.45),
  },
  {
    key: "first",
    zh: "武汉长江大桥",
    en: "Wuhan Yangtze Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y5, Y6, 0.75),
  },
  {
    key: "tunnel",
    zh: "武汉长江隧道",
    en: "Yangtze Tunnel",
    kind: "tunnel",
    over: "yangtze",
    at: between(Y6, Y7, 0.7),
  },
  {
    key: "second",
    zh: "武汉长江二桥",
    en: "Second Yangtze Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y7, Y8, 0.45),
  },
  { key: "erqi", zh: "二七长江大桥", en: "Erqi Bridge", kind: "bridge", over: "yangtze", at: between(Y7, Y8, 0.9) },
  {
    key: "tianxingzhou",
    zh: "天兴洲长江大桥",
    en: "Tianxingzhou Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y8, Y9, 0.85),
  },
  {
    key: "yangluo",
    zh: "阳逻长江大桥",
    en: "Yangluo Bridge",
    kind: "bridge",
    over: "yangtze",
    at: between(Y10, Y11, 0.85),
  },
  { key: "changfeng", zh: "长丰桥", en: "Changfeng Bridge", kind: "bridge", over: "han", at: between(H4, H5, 0.2) },
  { key: "zhiyin", zh: "知音桥", en: "Zhiyin Bridge", kind: "bridge", over: "han", at: between(H5, H6, 0.2) },
  { key: "yuehu", zh: "月湖桥", en: "Yuehu Bridge", kind: "bridge", over: "han", at: between(H5, H6, 0.8) },
  { key: "jianghan", zh: "江汉桥", en: "Jianghan Bridge", kind: "bridge", over: "han", at: between(H6, Y6, 0.5) },
];

/** Districts too small for their names in the view of the whole city. */
export const INNER_DISTRICTS: ReadonlySet<string> = new Set([
  "420102",
  "420103",
  "420104",
  "420105",
  "420106",
  "420107",
]);

/** West, south, east, north of what is drawn; and of the inner city, where most points lie. */
export const EXTENT = {
  city: [113.6, 29.93, 115.1, 31.38],
  core: [114.1, 30.44, 114.52, 30.72],
} as const satisfies Record<string, readonly [number, number, number, number]>;
export type View = keyof typeof EXTENT;

/** Whether a place lies inside an outline (even-odd; a place on an edge may fall either way). */
export function isInside([lon, lat]: LonLat, outline: LonLat[]): boolean {
  let inside = false;
  outline.forEach(([x, y], index) => {
    const [otherX, otherY] = outline[(index + outline.length - 1) % outline.length];
    if (y > lat !== otherY > lat && lon < ((otherX - x) * (lat - y)) / (otherY - y) + x) inside = !inside;
  });
  return inside;
}

/**
 * A place for something of which only the district is known: inside the outline, the same each time for the same key, spread by a
 * hash of it. To be shown with precision `schematic`.
 */
export function schematicPlace(districtCode: string, key: string): LonLat | null {
  const found = DISTRICTS.find((entry) => entry.code === districtCode);
  if (!found) return null;
  const lons = found.outline.map(([lon]) => lon);
  const lats = found.outline.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  let seed = 2166136261;
  for (const char of key) seed = Math.imul(seed ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  for (let attempt = 0; attempt < 64; attempt += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const lon = west + ((seed >>> 16) / 65536) * (east - west);
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const lat = south + ((seed >>> 16) / 65536) * (north - south);
    if (!isInside([lon, lat], found.outline)) continue;
    // Drawn in from the edge where the shape allows it: the edge may be a river.
    const drawnIn = between([lon, lat], middleOf(found.outline), 0.25);
    return isInside(drawnIn, found.outline) ? drawnIn : [lon, lat];
  }
  return found.seat;
}
