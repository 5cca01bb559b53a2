import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  approveDemandInput,
  confirmDemandInput,
  createDemandInput,
  editDemandInput,
  mergeDemandInput,
  moveDemandInput,
} from "./schema";

const id = "019b0000-0000-7000-8000-000000000001";
const form = (line: object, more: object = {}) => ({
  incidentId: id,
  siteId: id,
  priority: "urgent",
  lines: [{ goodsId: id, ...line }],
  ...more,
});

describe("what people send", () => {
  it("whatever it is, is refused with fields or accepted: nothing throws", () => {
    const schemas = [
      createDemandInput,
      editDemandInput,
      moveDemandInput,
      approveDemandInput,
      confirmDemandInput,
      mergeDemandInput,
    ];
    const hostile = fc.oneof(
      fc.anything(),
      fc.anything().map((value) => form({ quantity: value, quantityEstimate: value, note: value })),
      fc
        .anything()
        .map((value) => form({ quantity: 1 }, { neededBy: value, beneficiaries: value, submit: value, note: value })),
      fc.anything().map((value) => ({
        id,
        version: value,
        answer: "partly",
        lines: [{ lineId: id, stillNeeded: value, approved: value }],
      })),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        for (const schema of schemas) expect(typeof schema.safeParse(value).success).toBe("boolean");
      }),
      { numRuns: 2_000 },
    );
  });

  it("a local date and time means Wuhan time, whatever zone the server stands in", () => {
    expect(
      createDemandInput.parse(form({ quantity: "5" }, { neededBy: "2020-02-01T08:00" })).neededBy?.toISOString(),
    ).toBe("2020-02-01T00:00:00.000Z");
  });

  it("an unknown amount drops a quantity left in the box; a basis without an estimate is not kept", () => {
    const [line] = createDemandInput.parse(form({ quantity: "5", quantityUnknown: "on", quantityBasis: "估" })).lines;
    expect(line).toMatchObject({ quantity: null, estimate: null, estimateBasis: null });
  });

  it("quantities are whole, positive and below the limit", () => {
    for (const quantity of ["0", "-1", "1.5", "十", "1e3", "9999999999999999999"])
      expect(createDemandInput.safeParse(form({ quantity })).success).toBe(false);
    expect(createDemandInput.parse(form({ quantity: "1000000000000000" })).lines[0]?.quantity).toBe(10n ** 15n);
  });
});
